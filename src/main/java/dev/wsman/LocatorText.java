package dev.wsman;

import dev.wsman.ResourceLocator.Option;
import dev.wsman.ResourceLocator.Selector;
import dev.wsman.internal.redaction.Redaction;
import dev.wsman.internal.redaction.SecretNames;
import dev.wsman.internal.xml.XmlCharacters;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
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
    private ResourceLocator locator;
    private int at;

    private LocatorText(String text, ResourceLocator locator, int at) {
        this.text = text;
        this.locator = locator;
        this.at = at;
    }

    static ResourceLocator parse(String text) {
        int start = text.length() - text.stripLeading().length();
        int end = text.stripTrailing().length();
        int question = text.indexOf('?');
        String uri = text.substring(start, question < 0 ? end : question);
        if (uri.isEmpty()) {
            throw wrong("the resource URI is missing", start);
        }
        ResourceLocator resource = ResourceLocator.of(checkedUri(uri, start));
        return question < 0 ? resource : new LocatorText(text.substring(0, end), resource, question + 1).selectors();
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

    private ResourceLocator selectors() {
        do {
            selector();
        } while (at <= text.length());
        return locator;
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
        if (locator.selectors().stream().anyMatch(known -> known.name().equalsIgnoreCase(name))) {
            throw wrong("the selector " + name + " is there twice", at);
        }
        locator = with(name, decoded(equals + 1, end));
        at = end + 1;
    }

    private ResourceLocator with(String name, String value) {
        try {
            return locator.selector(name, value);
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

    static String print(ResourceLocator locator) {
        StringBuilder text = new StringBuilder(locator.resourceUri());
        char separator = '?';
        for (Selector selector : locator.selectors()) {
            text.append(separator).append(encoded(selector.name(), true)).append('=');
            text.append(shown(selector));
            separator = '+';
        }
        locator.fragmentPath().ifPresent(path -> text.append(" -fragment:").append(path));
        locator.fragmentDialect().ifPresent(dialect -> text.append(" -dialect:").append(dialect));
        if (!locator.options().isEmpty()) {
            text.append(" -options:{")
                    .append(String.join(
                            ";",
                            locator.options().stream().map(LocatorText::shown).toList()))
                    .append('}');
        }
        return text.toString();
    }

    private static String shown(Selector selector) {
        if (selector.value() == null) {
            return "{" + selector.reference() + "}";
        }
        return isSecret(selector.name()) ? Redaction.MASK : encoded(selector.value(), false);
    }

    private static String shown(Option option) {
        String value = isSecret(option.name()) ? Redaction.MASK : "\"" + option.value() + "\"";
        return option.name() + "=" + (option.value() == null ? "$null" : value);
    }

    /** Returns whether the value of a selector or an option with this name is masked. */
    static boolean isSecret(String name) {
        return SecretNames.DEFAULT.contains(name);
    }

    /**
     * Escapes all white space except blanks that are not at the end: parsing would strip it, or it would break the
     * line.
     */
    private static String encoded(String text, boolean name) {
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
