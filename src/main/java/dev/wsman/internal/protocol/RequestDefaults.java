package dev.wsman.internal.protocol;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What all requests of a session have in common.
 *
 * @param endpoint the URL, for {@code wsa:To}
 * @param locale the language of texts, or null for the server's own
 * @param maxEnvelopeSize the {@code wsman:MaxEnvelopeSize}, in bytes; 0 sends none
 * @param repair whether characters in replies that XML forbids are replaced instead of rejected
 */
public record RequestDefaults(String endpoint, @Nullable Locale locale, long maxEnvelopeSize, boolean repair) {
    /** Without repair. */
    public RequestDefaults(String endpoint, @Nullable Locale locale, long maxEnvelopeSize) {
        this(endpoint, locale, maxEnvelopeSize, false);
    }
}
