package dev.wsman;

import dev.wsman.internal.protocol.CimNamespace;
import dev.wsman.internal.redaction.SecretNames;
import dev.wsman.internal.xml.XmlCharacters;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Parses and prints resource locators in the text form of the {@code winrm} command. */
final class LocatorText {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private static final String MICROSOFT = "http://schemas.microsoft.com/wbem/wsman/1";
    private static final Map<String, String> ALIASES = Map.of(
            "wmi",
            MICROSOFT + "/wmi",
            "wmicimv2",
            MICROSOFT + "/wmi/root/cimv2",
            "cimv2",
            "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2",
            "winrm",
            MICROSOFT,
            "wsman",
            MICROSOFT,
            "shell",
            MICROSOFT + "/windows/shell");
    private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:\\S+");
    private static final String NOT_IN_URIS = "<>\"{}|\\^`";

    private final String text;
    private final Map<String, String> selectors = new LinkedHashMap<>();
    private int at;

    private LocatorText(String text, int at) {
        this.text = text;
        this.at = at;
    }

    /**
     * The parts of a locator.
     *
     * @param resourceUri the resource URI, its alias replaced
     * @param selectors names and decoded values of the selectors, in their order
     */
    record Parts(String resourceUri, Map<String, String> selectors) {}

    /**
     * Reads a locator.
     *
     * @throws IllegalArgumentException naming the position, if the text is not a locator or names a selector twice
     */
    static Parts parse(String text) {
        int start = text.length() - text.stripLeading().length();
        int end = text.stripTrailing().length();
        int question = text.indexOf('?');
        String uri = text.substring(start, question < 0 ? end : question);
        if (uri.isEmpty()) {
            throw wrong("the resource URI is missing", start);
        }
        String resourceUri = Arguments.text(checkedUri(uri, start), "resourceUri");
        return new Parts(
                resourceUri,
                question < 0 ? Map.of() : new LocatorText(text.substring(0, end), question + 1).selectors());
    }

    private static String checkedUri(String uri, int start) {
        for (int i = 0; i < uri.length(); i++) {
            if (!allowed(uri.charAt(i))) {
                throw wrong("a URI cannot hold the character " + shown(uri.charAt(i)), start + i);
            }
        }
        String expanded = expanded(uri);
        if (!ABSOLUTE.matcher(expanded).matches()) {
            throw wrong(
                    "\"" + uri + "\" is neither an absolute URI nor does it start with an alias (" + aliases() + ")",
                    start);
        }
        return expanded;
    }

    private static boolean allowed(char c) {
        return c > ' ' && c != 0x7F && !Character.isWhitespace(c) && NOT_IN_URIS.indexOf(c) < 0;
    }

    private static String shown(char c) {
        return c < ' ' || c >= 0x7F ? XmlCharacters.codePoint(c) : "'" + c + "'";
    }

    private static String aliases() {
        return String.join(", ", ALIASES.keySet().stream().sorted().toList());
    }

    /** Returns the URI with its alias replaced, after the checks of all resource URIs. */
    static String resourceUri(String uri, String argument) {
        try {
            return checkedUri(uri, 0);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(argument + ": " + e.getMessage(), e);
        }
    }

    private static String expanded(String uri) {
        int slash = uri.indexOf('/');
        String first = slash < 0 ? uri : uri.substring(0, slash);
        String alias = ALIASES.get(first.toLowerCase(Locale.ROOT));
        return alias == null ? uri : alias + uri.substring(first.length());
    }

    /**
     * Returns a resource in a shorter form of the same meaning: with the longest alias that {@link #parse} replaces.
     */
    static String aliased(String resource) {
        return Stream.of("wmicimv2", "wmi", "shell", "winrm", "cimv2")
                .filter(alias -> resource.startsWith(ALIASES.get(alias) + "/"))
                .findFirst()
                .map(alias -> alias + resource.substring(ALIASES.get(alias).length()))
                .orElse(resource);
    }

    private Map<String, String> selectors() {
        do {
            selector();
        } while (at <= text.length());
        return selectors;
    }

    private void selector() {
        int plus = text.indexOf('+', at);
        int end = plus < 0 ? text.length() : plus;
        int equals = text.indexOf('=', at);
        if (equals < 0 || equals > end) {
            throw wrong(
                    at == end
                            ? "a selector is missing"
                            : "\"" + text.substring(at, end) + "\" is not name=value (a plus sign in a value is %2B)",
                    at);
        }
        String name = decoded(at, equals);
        if (name.isBlank()) {
            throw wrong("the selector has no name", at);
        }
        if (selectors.keySet().stream().anyMatch(known -> known.equalsIgnoreCase(name))) {
            throw wrong("the selector " + name + " is there twice", at);
        }
        String value = decoded(equals + 1, end);
        require(name, value);
        if (!CimNamespace.isEmpty(name, value)) {
            selectors.put(name, value);
        }
        at = end + 1;
    }

    private void require(String name, String value) {
        try {
            Arguments.text(name, "name");
            Arguments.xml(value, "value");
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage(), at);
        }
    }

    private String decoded(int start, int end) {
        StringBuilder decoded = new StringBuilder(end - start);
        int i = start;
        while (i < end) {
            int bytes = escapedBytes(i, end);
            if (bytes > 0) {
                decoded.append(bytes(i, bytes));
                i += 3 * bytes;
            } else {
                decoded.append(text.charAt(i++));
            }
        }
        return decoded.toString();
    }

    private int escapedBytes(int start, int end) {
        int count = 0;
        for (int i = start;
                i + 2 < end
                        && text.charAt(i) == '%'
                        && HexFormat.isHexDigit(text.charAt(i + 1))
                        && HexFormat.isHexDigit(text.charAt(i + 2));
                i += 3) {
            count++;
        }
        return count;
    }

    private String bytes(int start, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) HexFormat.fromHexDigits(text, start + 3 * i + 1, start + 3 * i + 3);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw wrong("the bytes after the per cent signs are not UTF-8", start);
        }
    }

    private static IllegalArgumentException wrong(String what, int position) {
        return new IllegalArgumentException("resource locator: " + what + " (at position " + position + ")");
    }

    /** Returns whether the value of a selector or an option with this name is masked. */
    static boolean isSecret(String name) {
        return SecretNames.DEFAULT.contains(name);
    }

    /**
     * Escapes all white space except blanks that are not at the end: parsing would strip it, or it would break the
     * line.
     */
    static String encoded(String text, boolean name) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean atEnd = i == text.length() - 1;
            if (c == '%' || c == '+' || name && c == '=' || Character.isWhitespace(c) && (c != ' ' || atEnd)) {
                for (byte each : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
                    encoded.append('%').append(HEX.toHexDigits(each));
                }
            } else {
                encoded.append(c);
            }
        }
        return encoded.toString();
    }
}
