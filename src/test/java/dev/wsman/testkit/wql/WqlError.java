package dev.wsman.testkit.wql;

/** A query cannot be answered; the service sends {@code wsen:CannotProcessFilter} with this message. */
public abstract sealed class WqlError extends RuntimeException permits WqlSyntaxError, WqlPropertyError {
    private static final long serialVersionUID = 1L;

    WqlError(String message) {
        super(message);
    }
}
