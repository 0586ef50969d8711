package dev.wsman.testkit.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * Keeps the requests in the order in which they arrived. Of long messages, such as those with the streams of commands,
 * only the latest {@value #KEPT_BYTES} bytes are kept, so that a client can send any number of them.
 */
final class RequestRecorder {
    private static final int LONG_MESSAGE = 16 * 1024;
    private static final long KEPT_BYTES = 32L * 1024 * 1024;

    private final List<RecordedRequest> requests = new ArrayList<>();
    private final Deque<RecordedRequest> longMessages = new ArrayDeque<>();
    private long longBytes;

    synchronized void add(RecordedRequest request) {
        requests.add(request);
        request.onReply(() -> keep(request));
        notifyAll();
    }

    private synchronized void keep(RecordedRequest request) {
        if (request.size() < LONG_MESSAGE) {
            return;
        }
        longMessages.add(request);
        longBytes += request.size();
        while (longBytes > KEPT_BYTES && longMessages.size() > 1) {
            RecordedRequest oldest = longMessages.remove();
            longBytes -= oldest.size();
            oldest.forgetBodies();
        }
    }

    synchronized List<RecordedRequest> all() {
        return List.copyOf(requests);
    }

    synchronized void clear() {
        requests.clear();
        longMessages.clear();
        longBytes = 0;
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
