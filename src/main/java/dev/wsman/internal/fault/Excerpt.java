package dev.wsman.internal.fault;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes text from outside fit for a message: one line, cut, without control characters and credentials. */
public final class Excerpt {

    private static final int LONGEST = 300;
    private static final Pattern NOT_SHOWN = Pattern.compile("[\\s\\p{C}\\p{Zl}\\p{Zp}]+");
    // Some servers and proxies echo the headers of the request in their error pages.
    private static final Pattern ECHOED_CREDENTIALS =
            Pattern.compile("(?i)(authorization[\"']?\\s*[:=]\\s*)[^<\\r\\n]+");
    private static final Pattern USER_INFORMATION = Pattern.compile("//[^/?#@\\s]*@");

    private Excerpt() {}

    /** Returns at most 300 characters of {@code text}. */
    public static String of(String text) {
        return cut(text, LONGEST);
    }

    static @Nullable String ofNullable(@Nullable String text) {
        return text == null || text.isBlank() ? null : of(text);
    }

    /** Returns at most {@code longest} characters of {@code text}. If it is longer, the last of them is an ellipsis. */
    public static String cut(String text, int longest) {
        // Only a bounded part is examined, because a server may send megabytes.
        String head = text.length() > 8 * longest ? text.substring(0, 8 * longest) : text;
        String safe = USER_INFORMATION
                .matcher(ECHOED_CREDENTIALS.matcher(head).replaceAll("$1***"))
                .replaceAll("//***@");
        String line = NOT_SHOWN.matcher(safe).replaceAll(" ").trim();
        if (line.length() <= longest && head.length() == text.length()) {
            return line;
        }
        int end = Math.min(line.length(), longest - 1);
        return line.substring(0, end > 0 && Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /** Returns an endpoint without user information. */
    static String endpoint(String endpoint) {
        return of(endpoint);
    }

    static String duration(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
