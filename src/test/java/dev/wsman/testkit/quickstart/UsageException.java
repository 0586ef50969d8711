package dev.wsman.testkit.quickstart;

/** A command line that cannot be carried out; the message is one line that says why. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
