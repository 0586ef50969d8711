package dev.wsman.internal.transport;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Hides the content of the elements, selectors and options of these names in the text of a message, be it well-formed or not: what
 * is in doubt is hidden. Thread-safe.
 */
final class Masking {
    static final String MASK = "***";
    private static final Pattern NAME = Pattern.compile("[\\s:]Name\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')");

    private final Set<String> names;

    Masking(Collection<String> names) {
        this.names = names.stream().map(Masking::caseless).collect(Collectors.toUnmodifiableSet());
    }

    boolean hidesNothing() {
        return names.isEmpty();
    }

    /** Whether the names are found in a text of which only the characters of ASCII are certain. */
    boolean needsAsciiOnly() {
        return names.stream().allMatch(name -> name.chars().allMatch(c -> c < 0x80));
    }

    String of(String text) {
        return names.isEmpty() ? text : new Scan(text).shown();
    }

    private boolean isSecret(String name, String tag) {
        String local = local(name);
        return names.contains(caseless(local))
                || (local.equals("Selector") || local.equals("Option")) && namesSecret(NAME.matcher(tag));
    }

    private boolean namesSecret(Matcher name) {
        while (name.find()) {
            if (names.contains(caseless(name.group(1) == null ? name.group(2) : name.group(1)))) {
                return true;
            }
        }
        return false;
    }

    /** CIM's names are the same in any case. */
    private static String caseless(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String local(String name) {
        return name.substring(name.indexOf(':') + 1);
    }

    private final class Scan {
        private final String text;
        private final StringBuilder shown;
        private @Nullable String hidden;
        private int depth;

        Scan(String text) {
            this.text = text;
            this.shown = new StringBuilder(text.length());
        }

        String shown() {
            int at = 0;
            while (at < text.length()) {
                int open = text.indexOf('<', at);
                show(at, open < 0 ? text.length() : open);
                if (open < 0) {
                    break;
                }
                at = end(open);
                if (at < 0) {
                    hide();
                    break;
                }
                markup(open, at);
            }
            return shown.toString();
        }

        private void show(int from, int to) {
            if (hidden == null) {
                shown.append(text, from, to);
            }
        }

        private void hide() {
            if (hidden == null) {
                shown.append(MASK);
            }
        }

        private void markup(int open, int end) {
            char kind = open + 1 < end ? text.charAt(open + 1) : ' ';
            if (kind == '/') {
                endTag(name(open + 2, end));
                show(open, end);
            } else {
                show(open, end);
                if (kind != '!' && kind != '?' && !text.startsWith("/>", end - 2)) {
                    startTag(name(open + 1, end), open, end);
                }
            }
        }

        private void startTag(String name, int open, int end) {
            if (name.equals(hidden)) {
                depth++;
            } else if (hidden == null && isSecret(name, text.substring(open, end))) {
                hide();
                hidden = name;
                depth = 1;
            }
        }

        private void endTag(String name) {
            if (name.equals(hidden) && --depth == 0) {
                hidden = null;
            }
        }

        private String name(int from, int end) {
            int to = from;
            while (to < end && "/<> \t\r\n".indexOf(text.charAt(to)) < 0) {
                to++;
            }
            return text.substring(from, to);
        }

        /** Where what begins here ends; -1 where it does not. */
        private int end(int open) {
            if (text.startsWith("<!--", open)) {
                return after("-->", open + 4);
            }
            if (text.startsWith("<![CDATA[", open)) {
                return after("]]>", open + 9);
            }
            return text.startsWith("<?", open) ? after("?>", open + 2) : endOfTag(open + 1);
        }

        private int after(String mark, int from) {
            int at = text.indexOf(mark, from);
            return at < 0 ? -1 : at + mark.length();
        }

        /** In a value an angle bracket may close; another tag that opens is an end anywhere, as values hold none. */
        private int endOfTag(int from) {
            char quote = 0;
            boolean value = false;
            for (int at = from; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == '<') {
                    return at;
                }
                if (quote == 0 && c == '>') {
                    return at + 1;
                }
                if (quote == 0 && value && (c == '"' || c == '\'')) {
                    quote = c;
                } else if (c == quote) {
                    quote = 0;
                }
                value = c == '=' || value && Character.isWhitespace(c);
            }
            return -1;
        }
    }
}
