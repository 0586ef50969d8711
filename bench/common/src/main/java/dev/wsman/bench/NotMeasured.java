package dev.wsman.bench;

/** Why a figure is missing: the row says so instead of the figure. */
public final class NotMeasured extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotMeasured(String why) {
        super(why);
    }
}
