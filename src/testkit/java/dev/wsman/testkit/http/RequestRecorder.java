package dev.wsman.testkit.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Keeps the requests in the order in which they arrived. */
final class RequestRecorder {
    private final List<RecordedRequest> requests = new ArrayList<>();

    synchronized void add(RecordedRequest request) {
        requests.add(request);
        notifyAll();
    }

    synchronized List<RecordedRequest> all() {
        return List.copyOf(requests);
    }

    synchronized void clear() {
        requests.clear();
    }

    /** Waits until {@code count} requests satisfy a condition, and returns them. */
    synchronized List<RecordedRequest> await(Predicate<RecordedRequest> kind, int count, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        List<RecordedRequest> found = matching(kind);
        while (found.size() < count) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("expected " + count + " such requests within " + limit + " but there are "
                        + found.size() + "; all: " + requests);
            }
            pause(left);
            found = matching(kind);
        }
        return found;
    }

    private void pause(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a request", interrupted);
        }
    }

    private List<RecordedRequest> matching(Predicate<RecordedRequest> kind) {
        return requests.stream().filter(kind).toList();
    }
}
