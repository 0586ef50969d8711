package dev.wsman.internal.xml;

/**
 * Reads the usual form of an integer from a part of a text, which needs neither a string for the part nor a {@code
 * BigInteger}.
 */
public final class ShortNumbers {
    /** Returned instead of a number if the text has another form. */
    public static final long OTHER = -1;
    /** Any number with at most this many digits fits in a long. */
    private static final int LONG_DIGITS = 18;

    private ShortNumbers() {}

    /**
     * Reads an integer of 1 to 18 ASCII digits without a sign.
     *
     * @return the number, or {@link #OTHER} for any other text, which may be a valid number
     */
    public static long unsigned(String text, int from, int to) {
        if (from == to || to - from > LONG_DIGITS) {
            return OTHER;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return OTHER;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
