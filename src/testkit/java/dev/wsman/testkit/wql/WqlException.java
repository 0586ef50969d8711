package dev.wsman.testkit.wql;

/** A query cannot be processed. The service replies with the fault {@code CannotProcessFilter} and this message. */
public abstract sealed class WqlException extends RuntimeException permits WqlSyntaxException, WqlPropertyException {
    private static final long serialVersionUID = 1L;

    WqlException(String message) {
        super(message);
    }
}
