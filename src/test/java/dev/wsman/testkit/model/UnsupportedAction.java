package dev.wsman.testkit.model;

/** A class does not have an operation; the service answers {@code wsa:ActionNotSupported}. */
public final class UnsupportedAction extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnsupportedAction(String className, String action) {
        super(className + " does not support " + action);
    }
}
