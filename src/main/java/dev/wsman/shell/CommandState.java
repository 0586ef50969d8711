package dev.wsman.shell;

import dev.wsman.internal.shell.ReceivedOutput;
import java.util.OptionalInt;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** How far a command is, shared by the thread that receives and those that use the command. Thread-safe. */
final class CommandState {
    /** How this client ends the command. */
    enum Ending {
        NOT_REQUESTED,
        /** The server was asked to end it and has not replied. */
        TERMINATING,
        /** The server has confirmed that it ends it. */
        TERMINATED,
        CLOSED
    }

    private final OutputSink output;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Ending ending = Ending.NOT_REQUESTED;
    /** What was closed, if this client ends the command because of that. */
    private @Nullable String closed;
    /** Whether the server has reported the end of the command. */
    private boolean done;
    /** Whether the server was asked to end the command and to free its place. */
    private boolean freed;
    /** Whether nothing further is received. */
    private boolean finished;

    private @Nullable Integer exitCode;
    private @Nullable RuntimeException failure;
    /** The thread that receives, if it is not the caller's. */
    private @Nullable Thread receiver;

    CommandState(OutputSink output) {
        this.output = output;
    }

    ReentrantLock lock() {
        return lock;
    }

    /** Is signalled when output has come or was read, and at each change of this state. */
    Condition changed() {
        return changed;
    }

    /** Waits while the output is full; returns at once if the command is being ended. */
    void awaitSpace() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (output.isFull() && ending == Ending.NOT_REQUESTED) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a while; returns early if the way in which the command is being ended changes.
     *
     * @param before how it was being ended before the exchange after which this is a pause
     */
    void pause(long nanos, Ending before) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (left > 0 && ending == before) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Adds what a Receive returned. */
    void add(ReceivedOutput received) {
        lock.lock();
        try {
            received.pieces().forEach(output::add);
            if (received.done()) {
                done = true;
                Long code = received.exitCode();
                exitCode = code == null ? null : (Integer) code.intValue();
                if (closed == null || exitCode != null) {
                    output.end(null);
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the state: nothing further is received. */
    void finish(@Nullable RuntimeException cause) {
        lock.lock();
        try {
            if (!finished) {
                finished = true;
                failure = cause;
                output.end(cause);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing further is received, or the time is over; returns whether nothing is. */
    boolean await(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (!finished && left > 0) {
                left = changed.awaitNanos(left);
            }
            return finished;
        } finally {
            lock.unlock();
        }
    }

    /** Returns why the end of the command is not known; null if it is, or the command has not ended. */
    @Nullable
    RuntimeException failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    OptionalInt exitCode() {
        lock.lock();
        try {
            return exitCode == null ? OptionalInt.empty() : OptionalInt.of(exitCode);
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether the command reads no input any more. */
    boolean isOver() {
        lock.lock();
        try {
            return done || finished || ending != Ending.NOT_REQUESTED;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether this client ends the command. */
    boolean isEnding() {
        lock.lock();
        try {
            return ending != Ending.NOT_REQUESTED;
        } finally {
            lock.unlock();
        }
    }

    /** Returns how this client ends the command. */
    Ending ending() {
        lock.lock();
        try {
            return ending;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns whether a Receive without output means that the command has ended: after the reply to Signal, the server
     * reports nothing further. A Receive from before it may be followed by one with the rest.
     *
     * @param before how the command was being ended when the Receive began
     */
    boolean isEndedBySilence(Ending before) {
        return before == Ending.TERMINATED || ending() == Ending.CLOSED;
    }

    /** Returns what was closed while the command ran; null if it has an exit code or nothing was closed. */
    @Nullable
    String closed() {
        lock.lock();
        try {
            return exitCode == null ? closed : null;
        } finally {
            lock.unlock();
        }
    }

    /** Notes that the command is being terminated; returns false if it has ended or is being ended. */
    boolean beginTermination() {
        lock.lock();
        try {
            boolean begins = !done && !finished && !freed && ending == Ending.NOT_REQUESTED;
            if (begins) {
                ending = Ending.TERMINATING;
                freed = true;
                changed.signalAll();
            }
            return begins;
        } finally {
            lock.unlock();
        }
    }

    /** Notes that the server has confirmed that it terminates the command. */
    void terminationConfirmed() {
        lock.lock();
        try {
            if (ending == Ending.TERMINATING) {
                ending = Ending.TERMINATED;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Notes that the server did not confirm that it terminates the command, which goes on.
     *
     * @return whether the command has ended or was closed meanwhile, without its place having been freed
     */
    boolean terminationFailed() {
        lock.lock();
        try {
            freed = false;
            if (ending == Ending.TERMINATING) {
                ending = Ending.NOT_REQUESTED;
            }
            return done || finished || ending == Ending.CLOSED;
        } finally {
            lock.unlock();
        }
    }

    /** Notes that the command, or what it depends on, is closed. */
    void close(String object) {
        lock.lock();
        try {
            if (!done && !finished && closed == null) {
                ending = Ending.CLOSED;
                closed = object;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns true once: to the caller that then asks the server to free the command's place. */
    boolean claimFreeing() {
        lock.lock();
        try {
            boolean claimed = !freed;
            freed = true;
            return claimed;
        } finally {
            lock.unlock();
        }
    }

    /** Sets the thread that receives, which {@link #interruptReceiver} may interrupt; null if there is none. */
    void receiver(@Nullable Thread thread) {
        lock.lock();
        try {
            receiver = thread;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether the command has a thread of its own that receives. */
    boolean hasReceiver() {
        lock.lock();
        try {
            return receiver != null;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the current wait of the thread that receives, if it has a thread of its own. */
    void interruptReceiver() {
        lock.lock();
        try {
            if (!finished && receiver != null) {
                receiver.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }
}
