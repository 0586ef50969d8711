package dev.wsman.testkit.shell;

/** Runs a command in Java, where Windows would start a program. Several commands may run at once. */
@FunctionalInterface
public interface CommandHandler {
    /**
     * Runs the command on a thread of the service, and returns its exit code. The client receives the output while the
     * command writes it; a command that writes faster than the client reads is blocked.
     *
     * <p>If the client interrupts or terminates the command, the thread is interrupted. An {@link
     * InterruptedException}, or the {@link java.io.InterruptedIOException} of a stream of the call, then becomes the
     * exit code 0xC000013A, with which Windows reports a command that Ctrl+C ended. Any other exception is written to
     * stderr as its {@code toString} returns it, and the exit code is 1.
     *
     * @param call the command
     * @return the exit code; the client receives it as an unsigned number of 32 bits
     */
    int run(CommandCall call) throws Exception;
}
