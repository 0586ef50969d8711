package dev.wsman.internal.protocol;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What every request of a session says besides what it is about.
 *
 * @param endpoint the URL, for {@code wsa:To}
 * @param locale the language of texts, or null for the server's own
 * @param maxEnvelopeSize the largest reply that is asked for, in bytes; 0 sends no {@code wsman:MaxEnvelopeSize}
 * @param repair whether characters in replies that XML forbids are replaced rather than refused
 */
public record RequestDefaults(String endpoint, @Nullable Locale locale, long maxEnvelopeSize, boolean repair) {
    /** Without repair. */
    public RequestDefaults(String endpoint, @Nullable Locale locale, long maxEnvelopeSize) {
        this(endpoint, locale, maxEnvelopeSize, false);
    }
}
