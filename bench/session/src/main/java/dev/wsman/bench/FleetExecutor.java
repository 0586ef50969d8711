package dev.wsman.bench;

import dev.wsman.Session;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Polls the hosts of a fleet in turn with an executor of a fixed number of threads, and prints the number of polls, the
 * nanoseconds, the median of the time of a poll, and the time within which 99 % ended. Arguments: the servers as for
 * {@link FleetEndpoints}, the milliseconds of a reply, the threads, and the seconds.
 */
public final class FleetExecutor {
    private FleetExecutor() {}

    public static void main(String[] arguments) throws InterruptedException {
        List<Session> sessions = FleetEndpoints.open(arguments[0], Integer.parseInt(arguments[1]));
        int threads = Integer.parseInt(arguments[2]);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[3]));
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        Latencies latencies = new Latencies(sessions.size());
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();
        for (int i = 0; i < threads; i++) {
            executor.execute(() -> poll(sessions, next, latencies, end));
        }
        executor.shutdown();
        if (!executor.awaitTermination(10, TimeUnit.MINUTES)) {
            throw new NotMeasuredException("the polls did not end");
        }
        long nanos = System.nanoTime() - start;
        System.out.println(latencies.count() + " " + nanos + " " + latencies.quantiles(0.5, 0.99));
        System.exit(0); // closing all sessions is not measured
    }

    private static void poll(List<Session> sessions, AtomicInteger next, Latencies latencies, long end) {
        while (System.nanoTime() < end) {
            long start = System.nanoTime();
            sessions.get(next.getAndIncrement() % sessions.size()).get(SessionContender.ONE);
            latencies.add(System.nanoTime() - start);
        }
    }
}
