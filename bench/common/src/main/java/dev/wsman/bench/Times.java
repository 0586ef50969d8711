package dev.wsman.bench;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as the table shows them. */
final class Times {
    private static final Pattern TIME = Pattern.compile("(?:floor )?([0-9.]+) (µs|ms|s)");
    private static final Map<String, Double> NANOS = Map.of("µs", 1e3, "ms", 1e6, "s", 1e9);

    private Times() {}

    /** Returns nanoseconds as text, in microseconds, milliseconds or seconds. */
    static String text(double nanos) {
        return nanos < 1e6
                ? ResultTable.text("%.1f µs", nanos / 1e3)
                : nanos < 1e9 ? ResultTable.text("%.1f ms", nanos / 1e6) : ResultTable.text("%.2f s", nanos / 1e9);
    }

    /** Returns the nanoseconds of such a text, as it was rounded; 0 if it is not a time. */
    static double nanos(String text) {
        Matcher time = TIME.matcher(text);
        return time.matches() ? Double.parseDouble(time.group(1)) * NANOS.get(time.group(2)) : 0;
    }
}
