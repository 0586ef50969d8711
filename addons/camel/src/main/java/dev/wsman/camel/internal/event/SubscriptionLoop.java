package dev.wsman.camel.internal.event;

import dev.wsman.event.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * The thread of a subscription: opens it, polls, and passes each batch on, until the consumer stops. Failures are followed
 * by a pause and another attempt, except a lost position and errors of the virtual machine.
 *
 * @param <T> the type of the events
 */
final class SubscriptionLoop<T> implements Runnable {
    private final SubscriptionOpener<T> opener;
    private final BatchReceiver<T> receiver;
    private final EventPosition position;
    private final RunControl control;
    private final FailureReports reports;
    private final RetryPause pause;
    private volatile @Nullable Subscription<T> subscription;

    SubscriptionLoop(
            SubscriptionOpener<T> opener,
            BatchReceiver<T> receiver,
            EventPosition position,
            RunControl control,
            FailureReports reports,
            RetryPause pause) {
        this.opener = opener;
        this.receiver = receiver;
        this.position = position;
        this.control = control;
        this.reports = reports;
        this.pause = pause;
    }

    @Override
    public void run() {
        try {
            boolean goesOn = true;
            while (goesOn && !control.isStopping()) {
                goesOn = step();
            }
        } catch (Throwable e) { // an Error: the health check must not stay UP
            reports.halted(e);
            throw e;
        } finally {
            close();
        }
    }

    /** Ends the subscription on the server. A poll that waits returns. */
    void close() {
        Subscription<T> open = subscription;
        if (open != null) {
            open.close();
        }
    }

    /** Returns whether the loop goes on. An interrupt does not end it: a consumer that stops says so before. */
    private boolean step() {
        try {
            return attempt();
        } catch (InterruptedException e) {
            return true;
        }
    }

    private boolean attempt() throws InterruptedException {
        try {
            if (control.awaitRunning()) {
                position.save();
                if (!receiver.hasUndelivered()) {
                    receiver.received(opened().poll(opener.pollWait()));
                }
                receiver.deliver();
                pause.succeeded();
            }
            return true;
        } catch (RuntimeException e) {
            return !control.isStopping() && failed(e);
        } finally {
            control.left(0);
        }
    }

    private Subscription<T> opened() {
        Subscription<T> open = subscription;
        if (open == null) {
            open = opener.open(position.load());
            subscription = open;
            reports.succeeded();
        }
        return open;
    }

    private boolean failed(RuntimeException failure) throws InterruptedException {
        if (opener.stopsAfter(failure)) {
            reports.halted(new LostPositionException(position.key(), failure));
            return false;
        }
        reports.retrying(failure);
        control.pause(pause.nanosAfter(failure));
        return true;
    }
}
