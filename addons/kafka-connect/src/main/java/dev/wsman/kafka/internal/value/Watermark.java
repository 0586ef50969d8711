package dev.wsman.kafka.internal.value;

import dev.wsman.Instance;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The value of a property that grows: a number or a time. Immutable. */
public final class Watermark implements Comparable<Watermark> {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,40}(\\.\\d{1,40})?");

    /** DSP0004 5.2.4: the time with microseconds, and the offset from UTC in minutes. */
    private static final DateTimeFormatter CIM = DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSSSSS'+000'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final @Nullable BigDecimal number;
    private final Instant time;

    private Watermark(@Nullable BigDecimal number, Instant time) {
        this.number = number;
        this.time = time;
    }

    /**
     * Reads a number, or a time as ISO 8601 writes it, with an offset: {@code 2026-11-27T03:00:00Z}.
     *
     * @throws IllegalArgumentException if the text is neither
     */
    public static Watermark parse(String text) {
        String stripped = text.strip();
        if (NUMBER.matcher(stripped).matches()) {
            return new Watermark(new BigDecimal(stripped), Instant.EPOCH);
        }
        try {
            return new Watermark(null, OffsetDateTime.parse(stripped).toInstant());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a number or a time such as 2026-11-27T03:00:00Z: " + stripped, e);
        }
    }

    /**
     * Returns the value of a property.
     *
     * @return empty if the property is null or absent
     * @throws dev.wsman.WsmanProtocolException if the value is neither a number nor a time
     */
    public static Optional<Watermark> of(Instance instance, String property) {
        Optional<String> text = instance.text(property).map(String::strip).filter(value -> !value.isEmpty());
        if (text.isPresent() && NUMBER.matcher(text.get()).matches()) {
            return text.map(Watermark::parse);
        }
        return instance.dateTime(property).map(time -> new Watermark(null, time.toInstant()));
    }

    /** Returns the value for a condition in WQL. Digits of a time beyond microseconds are left out. */
    public String literal() {
        return number == null ? "'" + CIM.format(time) + "'" : number.toPlainString();
    }

    /** Returns the text that {@link #parse} reads. */
    public String text() {
        return number == null ? time.toString() : number.toPlainString();
    }

    /**
     * Compares two values.
     *
     * @throws IllegalArgumentException if one is a number and the other a time
     */
    @Override
    public int compareTo(Watermark other) {
        if ((number == null) != (other.number == null)) {
            throw new IllegalArgumentException("the watermark was " + text() + " and is now " + other.text()
                    + "; numbers and times cannot be compared; choose a property that has one type");
        }
        return number == null || other.number == null ? time.compareTo(other.time) : number.compareTo(other.number);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Watermark mark && (number == null) == (mark.number == null) && compareTo(mark) == 0;
    }

    @Override
    public int hashCode() {
        return number == null ? time.hashCode() : number.stripTrailingZeros().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
