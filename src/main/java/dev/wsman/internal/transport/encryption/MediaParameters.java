package dev.wsman.internal.transport.encryption;

import org.jspecify.annotations.Nullable;

/**
 * Parses the parameters of a media type: {@code multipart/encrypted; Boundary="Encrypted Boundary"} has the parameter
 * {@code boundary} with the value {@code Encrypted Boundary}. Accepts spaces around names and values, and in unquoted
 * values. Every encrypted message has two media types to parse, so that this does not use the general parser of
 * HttpCore, whose results it has.
 */
final class MediaParameters {
    private final String text;
    private int at;

    private MediaParameters(String text) {
        this.text = text;
    }

    /** Returns the value of the first parameter with that name, in upper or lower case; null if there is none. */
    static @Nullable String value(String mediaType, String name) {
        return new MediaParameters(mediaType).value(name);
    }

    private @Nullable String value(String wanted) {
        boolean first = true; // the media type itself, or what follows a comma, is not a parameter
        boolean typed = false;
        while (at < text.length()) {
            String name = token(true);
            String value = at < text.length() && text.charAt(at) == '=' ? valueAfterEquals() : null;
            if (first) {
                typed = value != null || !name.isEmpty();
            } else if (typed && value != null && name.equalsIgnoreCase(wanted)) {
                return value;
            }
            first = at < text.length() && text.charAt(at++) == ',';
        }
        return null;
    }

    private String valueAfterEquals() {
        at++;
        return token(false);
    }

    /** Reads up to a delimiter. Drops spaces at both ends, and the quotes of a value; several spaces become one. */
    private String token(boolean isName) {
        StringBuilder token = new StringBuilder();
        boolean space = false;
        for (; at < text.length() && !isDelimiter(text.charAt(at), isName); at++) {
            char c = text.charAt(at);
            if (isSpace(c)) {
                space = true;
                continue;
            }
            if (space && token.length() > 0) {
                token.append(' ');
            }
            space = false;
            if (c == '"' && !isName) {
                readQuoted(token);
            } else {
                token.append(c);
            }
        }
        return token.toString();
    }

    private static boolean isDelimiter(char c, boolean isName) {
        return c == ';' || c == ',' || c == '=' && isName;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    /** Reads from a quote to the next one, at which it stops; a backslash makes a quote part of the value. */
    private void readQuoted(StringBuilder value) {
        boolean escaped = false;
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (escaped) {
                value.append(c == '"' || c == '\\' ? "" : "\\").append(c);
                escaped = false;
            } else if (c == '"') {
                return;
            } else if (c == '\\') {
                escaped = true;
            } else if (c != '\r' && c != '\n') {
                value.append(c);
            }
        }
    }
}
