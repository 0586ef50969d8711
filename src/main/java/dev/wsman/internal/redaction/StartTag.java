package dev.wsman.internal.redaction;

import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** A start tag in a text, well-formed or not, and its attributes. */
final class StartTag {
    /**
     * Elements that have a name in an attribute: selectors and options (DSP0226), environment variables of a shell
     * (MS-WSMV), CIM-XML (DSP0201), data of the event log, attributes of Dell's server configuration profiles, and
     * common names of such elements elsewhere.
     */
    private static final Set<String> NAMED = Set.of(
            "selector",
            "option",
            "variable",
            "property",
            "paramvalue",
            "keybinding",
            "data",
            "attribute",
            "parameter",
            "param",
            "setting",
            "entry",
            "item",
            "field",
            "argument");

    private final String tag;
    private final int attributes;

    /**
     * Creates a tag.
     *
     * @param tag the text from the opening angle bracket on
     * @param attributes the index at which the element's name ends
     */
    StartTag(String tag, int attributes) {
        this.tag = tag;
        this.attributes = attributes;
    }

    /** The indexes at which an attribute's value begins and ends. */
    private record Value(int from, int to) {}

    /** Returns whether the element has a name and a value, like a selector, and the name is that of a secret. */
    boolean namesSecret(String element, SecretNames names) {
        return NAMED.contains(local(element)) && isNamedSecret(names);
    }

    private boolean isNamedSecret(SecretNames names) {
        boolean[] secret = {false};
        forEachAttribute((name, value) -> {
            if (local(name).equals("name") || local(name).equals("key")) {
                secret[0] |= names.contains(tag.substring(value.from(), value.to()));
            }
        });
        return secret[0];
    }

    private static String local(String name) {
        return name.substring(name.indexOf(':') + 1).toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the tag with the values of secret attributes masked, and with {@code others} applied to the other values.
     * An attribute is secret by its own name, or as the value next to a name: {@code <add key="Password" value="…"/>}.
     */
    String masked(SecretNames names, UnaryOperator<String> others) {
        StringBuilder shown = new StringBuilder(tag.length());
        int[] at = {0};
        boolean named = isNamedSecret(names);
        forEachAttribute((name, value) -> {
            boolean secret = names.contains(name) && !name.startsWith("xmlns")
                    || named && local(name).endsWith("value");
            String text = tag.substring(value.from(), value.to());
            shown.append(tag, at[0], value.from());
            shown.append(secret && !text.isEmpty() ? SecretValueMasker.MASK : others.apply(text));
            at[0] = value.to();
        });
        return shown.append(tag, at[0], tag.length()).toString();
    }

    private void forEachAttribute(BiConsumer<String, Value> each) {
        int at = attributes;
        while (at < tag.length()) {
            int name = at;
            while (at < tag.length() && " \t\r\n=/>".indexOf(tag.charAt(at)) < 0) {
                at++;
            }
            int nameEnd = at;
            int value = afterBlanks(at);
            if (nameEnd > name && value < tag.length() && tag.charAt(value) == '=') {
                Value found = value(afterBlanks(value + 1));
                each.accept(tag.substring(name, nameEnd), found);
                at = found.to();
            }
            at = Math.max(at, name + 1);
        }
    }

    private int afterBlanks(int from) {
        int at = from;
        while (at < tag.length() && Character.isWhitespace(tag.charAt(at))) {
            at++;
        }
        return at;
    }

    private Value value(int from) {
        char quote = from < tag.length() ? tag.charAt(from) : ' ';
        if (quote == '"' || quote == '\'') {
            int end = tag.indexOf(quote, from + 1);
            return new Value(from + 1, end < 0 ? tag.length() : end);
        }
        int to = from;
        while (to < tag.length() && " \t\r\n>".indexOf(tag.charAt(to)) < 0) {
            to++;
        }
        return new Value(Math.min(from, tag.length()), to);
    }
}
