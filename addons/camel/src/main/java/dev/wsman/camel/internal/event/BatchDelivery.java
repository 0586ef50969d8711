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
     * Delivers the messages. Those whose exchange fails are delivered again after a pause, and those that were not passed to
     * the route until then wait, unless the consumer continues after errors. An exchange that fails while the consumer is
     * stopped by force counts as not delivered, because it may have been interrupted.
     *
     * @return whether all were delivered, so that the caller saves the position and calls {@link RunControl#left} with 0;
     *     false if the consumer stops before
     */
    boolean deliver(List<EventMessage> messages) throws InterruptedException {
        List<EventMessage> left = messages;
        pause.succeeded();
        while (control.admit(left.size())) {
            left = attempt(left);
            if (left.isEmpty()) {
                return true;
            }
            control.left(0);
            control.pause(pause.nanos());
        }
        return false;
    }

    /** Returns the messages that are left over. */
    private List<EventMessage> attempt(List<EventMessage> messages) throws InterruptedException {
        List<Completion> started = new ArrayList<>(messages.size());
        boolean failed = false;
        for (int i = 0; i < messages.size() && !failed && !control.isAbandoned(); i++) {
            Completion completion = new Completion(messages.get(i));
            started.add(completion);
            route.process(messages.get(i), completion);
            control.clearInterrupt();
            failed = breakOnFirstError && completion.failure != null;
            control.left(messages.size() - i);
        }
        return remaining(messages, started);
    }

    private List<EventMessage> remaining(List<EventMessage> messages, List<Completion> started)
            throws InterruptedException {
        List<EventMessage> left = new ArrayList<>();
        for (Completion completion : started) {
            boolean complete = control.await(completion.done);
            if (!complete || completion.failure != null && (breakOnFirstError || control.isAbandoned())) {
                left.add(completion.message);
            }
        }
        left.addAll(messages.subList(started.size(), messages.size()));
        return left;
    }

    /**
     * Waits for the end of an exchange, which may come from any thread. A failure stays, also if a part of the exchange
     * that was handed over to another thread completes later.
     */
    private static final class Completion implements Synchronization {
        private final EventMessage message;
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile @Nullable Throwable failure;

        Completion(EventMessage message) {
            this.message = message;
        }

        @Override
        public void onComplete(Exchange exchange) {
            if (exchange.isRollbackOnly()) {
                failure = new IllegalStateException("the route rolled back");
            }
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
