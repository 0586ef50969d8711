package dev.wsman.testkit.model;

/** A class rejects an operation. The service replies with the fault for the reason. */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why the operation is rejected. */
    public enum Reason {
        NOT_FOUND,
        ALREADY_EXISTS,
        ACCESS_DENIED,
        INVALID_SELECTORS,
        MISSING_VALUES,
        INVALID_VALUES,
        INVALID_PARAMETER,
        INTERNAL_ERROR
    }

    private final Reason reason;

    public ModelException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
