package dev.wsman.camel.internal.event;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Decides what the thread of a subscription may do, as Camel suspends, resumes and stops its consumer. A batch that was
 * admitted is finished, unless the consumer is stopped by force. Thread-safe.
 */
final class RunControl {
    private enum State {
        RUNNING,
        SUSPENDED,
        STOPPING,
        ABANDONED
    }

    private final BooleanSupplier forced;
    private State state = State.RUNNING;
    /** The exchanges of the admitted batch that are not completed. */
    private int pending;

    /**
     * Creates the control of a consumer that runs.
     *
     * @param forced whether Camel waits no longer for consumers that it suspended to stop them
     */
    RunControl(BooleanSupplier forced) {
        this.forced = forced;
    }

    synchronized void suspend() {
        change(State.RUNNING, State.SUSPENDED);
    }

    synchronized void resume() {
        change(State.SUSPENDED, State.RUNNING);
    }

    private void change(State from, State to) {
        if (state == from) {
            state = to;
            notifyAll();
        }
    }

    /** Admits no further batch. */
    synchronized void stop() {
        if (state != State.ABANDONED) {
            state = State.STOPPING;
        }
        notifyAll();
    }

    /** Ends the admitted batch too, after its current exchange. */
    synchronized void abandon() {
        state = State.ABANDONED;
        notifyAll();
    }

    synchronized boolean isStopping() {
        return state == State.STOPPING || state == State.ABANDONED;
    }

    /** Returns whether exchanges are no longer waited for. Those that fail now may have been interrupted. */
    synchronized boolean isAbandoned() {
        return state == State.ABANDONED || state != State.RUNNING && forced.getAsBoolean();
    }

    synchronized boolean isSuspended() {
        return state == State.SUSPENDED;
    }

    synchronized int pending() {
        return pending;
    }

    /** Waits while the consumer is suspended. Returns whether it runs; false if it stops. */
    synchronized boolean awaitRunning() throws InterruptedException {
        while (state == State.SUSPENDED) {
            wait();
        }
        return state == State.RUNNING;
    }

    /** Admits a batch, after the consumer was resumed if it is suspended. Returns false if the consumer stops. */
    synchronized boolean admit(int exchanges) throws InterruptedException {
        boolean runs = awaitRunning();
        if (runs) {
            pending = exchanges;
        }
        return runs;
    }

    /** Records how many exchanges of the batch are left. */
    synchronized void left(int exchanges) {
        pending = exchanges;
        notifyAll();
    }

    /** Waits, at most until the consumer is suspended or stops. */
    synchronized void pause(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        long left = nanos;
        while (state == State.RUNNING && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = end - System.nanoTime();
        }
    }

    /** Clears an interrupt that a route has left on its thread, unless the consumer stops: then it ends the batch. */
    void clearInterrupt() {
        if (Thread.interrupted() && isStopping()) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until a completion, or until the batch is abandoned. Returns whether it is complete. */
    boolean await(CountDownLatch completion) throws InterruptedException {
        boolean complete = completion.await(0, TimeUnit.MILLISECONDS);
        while (!complete && !isAbandoned()) {
            complete = completion.await(100, TimeUnit.MILLISECONDS);
        }
        return complete;
    }
}
