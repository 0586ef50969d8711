package dev.wsman.internal.protocol;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The values that all requests of a session share.
 *
 * @param endpoint the URL, for {@code wsa:To}
 * @param locale the language of texts, or null for the server's own
 * @param maxEnvelopeSize the {@code wsman:MaxEnvelopeSize}, in bytes; if it is 0, the header is not sent
 * @param repair whether characters in replies that XML forbids are replaced instead of rejected
 */
public record RequestDefaults(String endpoint, @Nullable Locale locale, long maxEnvelopeSize, boolean repair) {
    /** Creates values without repair of replies. */
    public RequestDefaults(String endpoint, @Nullable Locale locale, long maxEnvelopeSize) {
        this(endpoint, locale, maxEnvelopeSize, false);
    }
}
