package dev.wsman.internal.xml;

import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes {@code xs:duration} as {@link Duration}.
 *
 * <p>{@link #print} writes seconds with three decimals, which every known server reads, and rounds away from zero, so
 * that a short time never becomes zero. {@link #parse} reads every form of XML Schema. A year counts as 365 days and a
 * month as 30, because the text has no day from which they run. Stateless.
 *
 * <pre>{@code
 *  PT60.000S  60 s        P1Y2M    425 days
 *  P1DT2H     26 h        -PT0.5S  -0.5 s
 * }</pre>
 */
public final class XmlDurations extends XmlAdapter<String, Duration> {

    private static final Pattern FORM = Pattern.compile("(-)?P(?:(\\d+)Y)?(?:(\\d+)M)?(?:(\\d+)D)?"
            + "(?:T(?=[\\d.])(?:(\\d+)H)?(?:(\\d+)M)?(?:(\\d+(?:\\.\\d*)?|\\.\\d+)S)?)?");

    /** In seconds. Every request contains a duration, and those up to this one need no decimal arithmetic. */
    private static final long LONGEST_FAST = 1_000_000_000;

    private static final String[] SECONDS_PER_UNIT = {"31536000", "2592000", "86400", "3600", "60", "1"};

    @Override
    public @Nullable Duration unmarshal(@Nullable String text) {
        return text == null ? null : parse(text);
    }

    @Override
    public @Nullable String marshal(@Nullable Duration duration) {
        return duration == null ? null : print(duration);
    }

    /**
     * Reads an {@code xs:duration}.
     *
     * @throws IllegalArgumentException if the text is not one, or is longer than a {@link Duration} can be
     */
    public static Duration parse(String text) {
        Matcher form = FORM.matcher(XmlCharacters.requireShort(text.strip()));
        if (!form.matches()) {
            throw new IllegalArgumentException("not an xs:duration: '" + text + "'");
        }
        BigDecimal seconds = seconds(form);
        if (seconds.toBigInteger().bitLength() >= Long.SIZE) {
            throw new IllegalArgumentException("longer than a duration can be: '" + text + "'");
        }
        Duration length = ofSeconds(seconds);
        return form.group(1) == null ? length : length.negated();
    }

    /** Writes a duration as seconds with three decimals, such as {@code PT0.500S} or {@code -PT60.000S}. */
    public static String print(Duration duration) {
        long seconds = duration.getSeconds();
        if (seconds < 0 || seconds > LONGEST_FAST) {
            return printAny(duration);
        }
        long millis = seconds * 1000 + (duration.getNano() + 999_999) / 1_000_000;
        return "PT" + millis / 1000 + '.' + Long.toString(1000 + millis % 1000).substring(1) + 'S';
    }

    /** Writes a duration as seconds with all their digits, such as {@code PT0.5S} or {@code -PT60S}. */
    public static String printExact(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
        return (seconds.signum() < 0 ? "-PT" : "PT") + seconds.abs().toPlainString() + "S";
    }

    private static String printAny(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.getSeconds())
                .add(BigDecimal.valueOf(duration.getNano(), 9))
                .setScale(3, RoundingMode.UP);
        return (seconds.signum() < 0 ? "-PT" : "PT") + seconds.abs().toPlainString() + "S";
    }

    // OMI writes an interval of zero as a bare P: without any field the sum is zero
    private static BigDecimal seconds(Matcher form) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < SECONDS_PER_UNIT.length; i++) {
            String field = form.group(i + 2);
            if (field != null) {
                sum = sum.add(new BigDecimal(field).multiply(new BigDecimal(SECONDS_PER_UNIT[i])));
            }
        }
        return sum;
    }

    private static Duration ofSeconds(BigDecimal seconds) {
        BigDecimal whole = seconds.setScale(0, RoundingMode.DOWN);
        int nanos = seconds.subtract(whole).movePointRight(9).intValue();
        return Duration.ofSeconds(whole.longValueExact(), nanos);
    }
}
