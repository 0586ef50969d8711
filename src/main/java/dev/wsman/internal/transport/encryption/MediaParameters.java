package dev.wsman.internal.transport.encryption;

import org.apache.hc.core5.http.HeaderElement;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicHeaderValueParser;
import org.apache.hc.core5.http.message.ParserCursor;
import org.jspecify.annotations.Nullable;

/**
 * Parses the parameters of a media type: {@code multipart/encrypted; Boundary="Encrypted Boundary"} has the parameter
 * {@code boundary} with the value {@code Encrypted Boundary}. Accepts spaces around names and values, and in unquoted
 * values.
 */
final class MediaParameters {
    private MediaParameters() {}

    /** Returns the value of the first parameter with that name, in upper or lower case; null if there is none. */
    static @Nullable String value(String mediaType, String name) {
        ParserCursor all = new ParserCursor(0, mediaType.length());
        for (HeaderElement element : BasicHeaderValueParser.INSTANCE.parseElements(mediaType, all)) {
            for (NameValuePair parameter : element.getParameters()) {
                if (parameter.getValue() != null && parameter.getName().equalsIgnoreCase(name)) {
                    return parameter.getValue();
                }
            }
        }
        return null;
    }
}
