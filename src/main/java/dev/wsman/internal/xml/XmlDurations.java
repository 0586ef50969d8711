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
 * <p>Written as seconds with three decimals ({@code PT60.000S}), the form every server is known to read; what is finer
 * than a millisecond is rounded away from zero, so that a short time never becomes none. Read in every form XML Schema
 * has, years and months too: a year counts as 365 days and a month as 30, as nothing says from which day they run.
 * Stateless.
 */
public final class XmlDurations extends XmlAdapter<String, Duration> {

    private static final Pattern FORM = Pattern.compile("(-)?P(?:(\\d+)Y)?(?:(\\d+)M)?(?:(\\d+)D)?"
            + "(?:T(?=[\\d.])(?:(\\d+)H)?(?:(\\d+)M)?(?:(\\d+(?:\\.\\d*)?|\\.\\d+)S)?)?");

    /** In seconds; every request tells a duration, and no decimal arithmetic is needed for those. */
    private static final long USUAL = 1_000_000_000;

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
     * The duration that an {@code xs:duration} stands for.
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

    /** The duration as seconds with three decimals, such as {@code PT0.500S} or {@code -PT60.000S}. */
    public static String print(Duration duration) {
        long seconds = duration.getSeconds();
        if (seconds < 0 || seconds > USUAL) {
            return printAny(duration);
        }
        long millis = seconds * 1000 + (duration.getNano() + 999_999) / 1_000_000;
        return "PT" + millis / 1000 + '.' + Long.toString(1000 + millis % 1000).substring(1) + 'S';
    }

    private static String printAny(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.getSeconds())
                .add(BigDecimal.valueOf(duration.getNano(), 9))
                .setScale(3, RoundingMode.UP);
        return (seconds.signum() < 0 ? "-PT" : "PT") + seconds.abs().toPlainString() + "S";
    }

    // OMI writes an interval of nothing as a bare P: without any field the sum is zero
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
