package dev.wsman.internal.transport.encryption;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Parses the parameters of a media type. Names are in lower case, values unquoted. Accepts spaces around both, and in
 * unquoted values.
 */
final class MediaParameters {
    private MediaParameters() {}

    static Map<String, String> of(String mediaType) {
        Map<String, String> parameters = new LinkedHashMap<>();
        boolean quoted = false;
        int start = mediaType.length();
        for (int i = 0; i <= mediaType.length(); i++) {
            char c = i < mediaType.length() ? mediaType.charAt(i) : ';';
            quoted ^= c == '"';
            if (c == ';' && (!quoted || i == mediaType.length())) {
                put(parameters, mediaType.substring(Math.min(start, i), i));
                start = i + 1;
            }
        }
        return parameters;
    }

    private static void put(Map<String, String> parameters, String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            return;
        }
        String value = text.substring(equals + 1).strip();
        if (value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")) {
            value = value.substring(1, value.length() - 1);
        }
        parameters.putIfAbsent(text.substring(0, equals).strip().toLowerCase(Locale.ROOT), value);
    }
}
