package dev.wsman.internal.fault;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Messages about replies that are not what was expected. Parts from outside are {@linkplain MarkedText marked}. */
final class ReplyMessages {
    private static final int LONGEST_CONTENT_TYPE = 80;

    private ReplyMessages() {}

    static String proxyRefused(
            String proxy, String endpoint, int httpStatus, @Nullable String reasonPhrase, @Nullable String body) {
        return "cannot connect to " + Excerpt.endpoint(endpoint) + ": the proxy " + proxy
                + " replied to CONNECT with HTTP " + httpStatus + phrase(reasonPhrase) + content(null, body);
    }

    /**
     * Describes an HTTP reply without SOAP.
     *
     * @param sender the possible sender, after the cause if the cause is known
     */
    static String withoutSoap(
            String sender,
            int httpStatus,
            @Nullable String reasonPhrase,
            @Nullable String contentType,
            @Nullable String body) {
        return sender + " replied with HTTP " + httpStatus + phrase(reasonPhrase) + " without SOAP"
                + content(contentType, body);
    }

    /** Returns the phrase after a blank; empty if it is missing or is {@code (null)}, as a server in C may print it. */
    private static String phrase(@Nullable String reasonPhrase) {
        boolean none = reasonPhrase == null || reasonPhrase.isBlank() || reasonPhrase.equals("(null)");
        return none ? "" : " " + MarkedText.excerpt(reasonPhrase);
    }

    private static String content(@Nullable String contentType, @Nullable String body) {
        if (body == null || body.isBlank()) {
            return " (empty body)";
        }
        String type =
                contentType == null ? "" : " (" + MarkedText.mark(Excerpt.cut(contentType, LONGEST_CONTENT_TYPE)) + ")";
        return type + ": " + MarkedText.excerpt(body);
    }

    static String unexpected(String expected, @Nullable String arrived, @Nullable Throwable cause) {
        String excerpt = arrived == null || arrived.isBlank() ? "an empty reply" : MarkedText.excerpt(arrived);
        boolean isCause = cause == null || excerpt.contains(ConnectionMessages.reason(cause));
        return "expected " + expected + " but got " + excerpt + (isCause ? "" : ConnectionMessages.because(cause));
    }

    static String envelopeTooLarge(long limit) {
        return String.format(Locale.ROOT, "the reply is larger than the limit of %,d bytes", limit);
    }
}
