package dev.wsman.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.WsmanException;
import java.time.Duration;
import java.util.Arrays;

/** A call on its own thread. */
final class RunningCall {
    private final Thread thread;
    private volatile Throwable thrown;
    private volatile boolean interruptedAfter;

    private RunningCall(Runnable call) {
        this.thread = new Thread(() -> run(call), "caller");
    }

    static RunningCall start(Runnable call) {
        RunningCall running = new RunningCall(call);
        running.thread.setDaemon(true);
        running.thread.start();
        return running;
    }

    private void run(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            interruptedAfter = Thread.currentThread().isInterrupted();
            thrown = e;
        }
    }

    /** Whether the thread is blocked inside the transport. */
    boolean isBlocked() {
        StackTraceElement[] stack = thread.getStackTrace();
        boolean waits = stack.length > 0
                && (stack[0].isNativeMethod() || stack[0].getClassName().endsWith("Unsafe"));
        boolean inTransport =
                Arrays.stream(stack).anyMatch(frame -> frame.getClassName().startsWith("dev.wsman.internal.transport"));
        return thread.isAlive() && waits && inTransport;
    }

    void interrupt() {
        thread.interrupt();
    }

    /** The exception of the call, which must end within eight seconds. */
    WsmanException failure() throws InterruptedException {
        thread.join(Duration.ofSeconds(8).toMillis());
        assertThat(thread.isAlive()).as("still running").isFalse();
        assertThat(thrown).isInstanceOf(WsmanException.class);
        return (WsmanException) thrown;
    }

    /** Whether the interrupt flag was set after the call failed. */
    boolean interrupted() {
        return interruptedAfter;
    }
}
