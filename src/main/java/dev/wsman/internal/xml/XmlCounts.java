package dev.wsman.internal.xml;

import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes {@code xs:nonNegativeInteger} and {@code xs:positiveInteger}, and the {@code xs:unsignedLong} of a
 * sequence number or a number of retries, as {@link Long}.
 *
 * <p>XML Schema allows numbers larger than a {@code long}. Actual numbers of items, bytes, milliseconds and messages
 * are smaller, so that a number that does not fit is rejected. Stateless.
 */
public final class XmlCounts extends XmlAdapter<String, Long> {

    private static final Pattern FORM = Pattern.compile("\\+?\\d+|-0+");

    @Override
    public @Nullable Long unmarshal(@Nullable String text) {
        return text == null ? null : parse(text);
    }

    @Override
    public @Nullable String marshal(@Nullable Long count) {
        return count == null ? null : print(count);
    }

    /**
     * Reads a count.
     *
     * @throws IllegalArgumentException if the text is not a whole number from 0 to {@link Long#MAX_VALUE}
     */
    public static long parse(String text) {
        String digits = text.strip();
        if (!FORM.matcher(digits).matches()) {
            throw new IllegalArgumentException("not a count: '" + text + "'");
        }
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException tooLarge) {
            throw new IllegalArgumentException("a count larger than " + Long.MAX_VALUE + ": '" + text + "'", tooLarge);
        }
    }

    /**
     * Writes a count in decimal digits.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public static String print(long count) {
        if (count < 0) {
            throw new IllegalArgumentException("a count is never negative: " + count);
        }
        return Long.toString(count);
    }
}
