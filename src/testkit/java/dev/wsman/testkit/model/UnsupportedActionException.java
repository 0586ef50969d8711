package dev.wsman.testkit.model;

/** A class does not have an operation. The service replies with {@code wsa:ActionNotSupported}. */
public final class UnsupportedActionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnsupportedActionException(String className, String action) {
        super(className + " does not support " + action);
    }
}
