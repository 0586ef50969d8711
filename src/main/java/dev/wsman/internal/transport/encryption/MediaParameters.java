package dev.wsman.internal.transport.encryption;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.core5.http.HeaderElement;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicHeaderValueParser;
import org.apache.hc.core5.http.message.ParserCursor;

/**
 * Parses the parameters of a media type: {@code multipart/encrypted; Boundary="Encrypted Boundary"} has the parameter
 * {@code boundary} with the value {@code Encrypted Boundary}. Accepts spaces around names and values, and in unquoted
 * values.
 */
final class MediaParameters {
    private MediaParameters() {}

    /** Returns the parameters by their names in lower case; the first one of each name. */
    static Map<String, String> of(String mediaType) {
        Map<String, String> parameters = new LinkedHashMap<>();
        ParserCursor all = new ParserCursor(0, mediaType.length());
        for (HeaderElement element : BasicHeaderValueParser.INSTANCE.parseElements(mediaType, all)) {
            for (NameValuePair parameter : element.getParameters()) {
                if (parameter.getValue() != null) {
                    parameters.putIfAbsent(parameter.getName().toLowerCase(Locale.ROOT), parameter.getValue());
                }
            }
        }
        return parameters;
    }
}
