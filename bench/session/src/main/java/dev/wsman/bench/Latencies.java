package dev.wsman.bench;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Times that many threads measured, up to a maximum number. Thread-safe. */
final class Latencies {
    private final long[] nanos;
    private final AtomicInteger count = new AtomicInteger();

    Latencies(int maximum) {
        nanos = new long[maximum];
    }

    /** Adds a time; one beyond the maximum is ignored. */
    void add(long time) {
        int index = count.getAndIncrement();
        if (index < nanos.length) {
            nanos[index] = time;
        }
    }

    int count() {
        return Math.min(count.get(), nanos.length);
    }

    /** Returns the times in nanoseconds within which the given shares of all calls ended, separated by blanks. */
    String quantiles(double... shares) {
        if (count() == 0) {
            throw new NotMeasuredException("no call has ended");
        }
        long[] sorted = Arrays.copyOf(nanos, count());
        Arrays.sort(sorted);
        StringBuilder result = new StringBuilder();
        for (double share : shares) {
            int index = (int) Math.ceil(share * sorted.length) - 1;
            result.append(result.length() == 0 ? "" : " ").append(sorted[Math.max(0, index)]);
        }
        return result.toString();
    }
}
