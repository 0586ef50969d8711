package dev.wsman.testkit.wql;

/** A query cannot be answered; the service sends {@code wsen:CannotProcessFilter} with this message. */
public abstract sealed class WqlException extends RuntimeException permits WqlSyntaxException, WqlPropertyException {
    private static final long serialVersionUID = 1L;

    WqlException(String message) {
        super(message);
    }
}
