package dev.wsman.camel.internal.event;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Synchronization;
import org.jspecify.annotations.Nullable;

/**
 * Passes the messages of a batch to the route, one after the other, and waits until each is completed: also those that
 * the route continues on other threads, for example after {@code seda}. Used by one thread.
 */
final class BatchDelivery {
    private final RouteEntry route;
    private final RunControl control;
    private final boolean breakOnFirstError;
    private final RetryPause pause;

    /** Where messages enter the route. */
    interface RouteEntry {
        /** Processes a message, and calls the completion when its exchange is done, on any thread. */
        void process(EventMessage message, Synchronization completion);
    }

    BatchDelivery(RouteEntry route, RunControl control, boolean breakOnFirstError, RetryPause pause) {
        this.route = route;
        this.control = control;
        this.breakOnFirstError = breakOnFirstError;
        this.pause = pause;
    }

    /**
     * Delivers the messages. Those whose exchange fails are delivered again after a pause, and the ones after them wait,
     * unless the consumer continues after errors.
     *
     * @return whether all were delivered, so that the caller saves the position and calls {@link RunControl#left} with 0;
     *     false if the consumer stops before
     */
    boolean deliver(List<EventMessage> messages) throws InterruptedException {
        List<EventMessage> left = messages;
        pause.succeeded();
        while (control.admit(left.size())) {
            Attempt attempt = attempt(left);
            left = attempt.left;
            if (left.isEmpty()) {
                return true;
            }
            control.left(0);
            control.pause(pause.nanosAfter(attempt.failure));
        }
        return false;
    }

    /** What one attempt left over, and why. */
    private record Attempt(List<EventMessage> left, Throwable failure) {}

    private Attempt attempt(List<EventMessage> messages) throws InterruptedException {
        List<Completion> started = new ArrayList<>(messages.size());
        boolean failed = false;
        for (int i = 0; i < messages.size() && !failed && !control.isAbandoned(); i++) {
            Completion completion = new Completion(messages.get(i));
            started.add(completion);
            route.process(messages.get(i), completion);
            failed = breakOnFirstError && completion.failure != null;
            control.left(messages.size() - i);
        }
        return remaining(messages, started);
    }

    private Attempt remaining(List<EventMessage> messages, List<Completion> started) throws InterruptedException {
        List<EventMessage> left = new ArrayList<>();
        Throwable failure = new IllegalStateException("the consumer was stopped");
        for (Completion completion : started) {
            boolean complete = control.await(completion.done);
            Throwable cause = completion.failure;
            if (!complete || breakOnFirstError && cause != null) {
                left.add(completion.message);
                failure = cause != null ? cause : failure;
            }
        }
        left.addAll(messages.subList(started.size(), messages.size()));
        return new Attempt(left, failure);
    }

    /** Waits for the end of an exchange, which may come from any thread. */
    private static final class Completion implements Synchronization {
        private final EventMessage message;
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile @Nullable Throwable failure;

        Completion(EventMessage message) {
            this.message = message;
        }

        @Override
        public void onComplete(Exchange exchange) {
            failure = exchange.isRollbackOnly() ? new IllegalStateException("the route rolled back") : null;
            done.countDown();
        }

        @Override
        public void onFailure(Exchange exchange) {
            Throwable cause = exchange.getException();
            failure = cause != null ? cause : new IllegalStateException("the exchange failed");
            done.countDown();
        }
    }
}
