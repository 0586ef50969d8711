package dev.wsman.bench;

/** A figure could not be measured. The row shows the message instead of the figure. */
public final class NotMeasuredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotMeasuredException(String reason) {
        super(reason);
    }
}
