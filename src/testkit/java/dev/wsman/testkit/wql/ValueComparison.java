package dev.wsman.testkit.wql;

import dev.wsman.testkit.model.CimDateTime;
import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.CimReference;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares a value with a constant of a query. Converts the constant to the type of the value, as WMI does. The
 * result is negative, zero or positive, as for a Comparator, or empty if the two have no order. Throws an
 * IllegalArgumentException if the constant cannot be converted.
 */
final class ValueComparison {
    private ValueComparison() {}

    static Optional<Integer> compare(Object actual, Object constant) {
        if (actual instanceof Number number) {
            return numbers(number, constant);
        }
        if (actual instanceof Boolean bool) {
            return Optional.of(bool.compareTo(booleanOf(constant)));
        }
        if (actual instanceof OffsetDateTime time) {
            return Optional.of(time.toInstant().compareTo(timeOf(constant).toInstant()));
        }
        if (actual instanceof Duration interval) {
            return Optional.of(interval.compareTo(intervalOf(constant)));
        }
        if (actual instanceof CimReference reference) {
            return Optional.of(same(reference, CimReference.parse(String.valueOf(constant))) ? 0 : 1);
        }
        if (actual instanceof List<?> || actual instanceof CimInstance) {
            throw new IllegalArgumentException("an array or an embedded instance");
        }
        return Optional.of(actual.toString().compareToIgnoreCase(textOf(constant)));
    }

    static boolean isOrdered(Object actual) {
        return !(actual instanceof Boolean || actual instanceof CimReference);
    }

    private static Optional<Integer> numbers(Number actual, Object constant) {
        BigDecimal wanted = constant instanceof BigDecimal number
                ? number
                : new BigDecimal(textOf(constant).strip());
        if (!Double.isFinite(actual.doubleValue())) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(actual.toString()).compareTo(wanted));
    }

    private static Boolean booleanOf(Object constant) {
        if (constant instanceof BigDecimal number) {
            return number.signum() != 0;
        }
        String text = textOf(constant).toLowerCase(Locale.ROOT);
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("not a boolean: " + text);
        }
        return text.equals("true");
    }

    private static OffsetDateTime timeOf(Object constant) {
        if (CimDateTime.parse(textOf(constant)) instanceof OffsetDateTime time) {
            return time;
        }
        throw new IllegalArgumentException("an interval, not a time: " + constant);
    }

    private static Duration intervalOf(Object constant) {
        if (CimDateTime.parse(textOf(constant)) instanceof Duration interval) {
            return interval;
        }
        throw new IllegalArgumentException("a time, not an interval: " + constant);
    }

    private static boolean same(CimReference left, CimReference right) {
        return left.toString().equalsIgnoreCase(right.toString());
    }

    private static String textOf(Object constant) {
        return constant instanceof BigDecimal number ? number.toPlainString() : constant.toString();
    }
}
