package dev.wsman.tour;

/** A command line is not valid. The message is one line with the reason. */
public final class TourUsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TourUsageException(String message) {
        super(message);
    }
}
