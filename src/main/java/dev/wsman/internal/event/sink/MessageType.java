package dev.wsman.internal.event.sink;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The Content-Type of a message. */
final class MessageType {
    /** SOAP 1.2, SOAP 1.1, and what generic clients send. */
    private static final Set<String> ACCEPTED = Set.of("application/soap+xml", "text/xml", "application/xml");

    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*[\"']?([A-Za-z0-9._:-]+)");

    private MessageType() {}

    /** Refuses types other than those of SOAP. A message without a type is accepted. */
    static void require(@Nullable String contentType) throws Refusal {
        String type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
        if (!type.isEmpty() && !ACCEPTED.contains(type.toLowerCase(Locale.ROOT))) {
            throw new Refusal(415, "the Content-Type is " + type + ", not one of SOAP");
        }
    }

    /** Returns the charset that the type names; null if it names none that is known. */
    static @Nullable Charset charset(@Nullable String contentType) {
        Matcher found = CHARSET.matcher(contentType == null ? "" : contentType);
        try {
            return found.find() ? Charset.forName(found.group(1)) : null;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return null;
        }
    }
}
