package dev.wsman.internal.redaction;

import org.jspecify.annotations.Nullable;

/** One pass of {@link SecretNameMasker} over a text. Not thread-safe. */
final class MarkupMasker {
    /** How many levels of CDATA, comments and escaped text within each other are searched. */
    private static final int DEEPEST = 5;

    private static final String CDATA = "<![CDATA[";
    private static final String COMMENT = "<!--";

    private final SecretNames names;
    private final String text;
    private final int depthLeft;
    private final StringBuilder shown;
    private final NameValueTracker pairs;
    private @Nullable String hidden;
    private int hiddenFrom;
    private int maskAt;
    private int depth;

    MarkupMasker(SecretNames names, String text) {
        this(names, text, DEEPEST);
    }

    private MarkupMasker(SecretNames names, String text, int depthLeft) {
        this.names = names;
        this.text = text;
        this.depthLeft = depthLeft;
        this.shown = new StringBuilder(text.length());
        this.pairs = new NameValueTracker(names, text);
    }

    String masked() {
        int at = 0;
        while (at < text.length()) {
            int open = nextMarkup(at);
            showText(at, open < 0 ? text.length() : open);
            if (open < 0) {
                break;
            }
            at = end(open);
            if (at < 0) {
                hide(open);
                break;
            }
            markup(open, at);
        }
        showIfNothingWasHidden();
        return shown.toString();
    }

    /**
     * Returns the index of the next angle bracket that can begin markup, because neither white space nor a digit
     * follows it; -1 if there is none.
     */
    private int nextMarkup(int from) {
        int open = text.indexOf('<', from);
        while (open >= 0 && open + 1 < text.length() && cannotBeginName(text.charAt(open + 1))) {
            open = text.indexOf('<', open + 1);
        }
        return open;
    }

    private static boolean cannotBeginName(char c) {
        return Character.isWhitespace(c) || Character.isDigit(c);
    }

    /** Shows the end of the text if it was masked but is blank: a tag at the end of the text does not hide anything. */
    private void showIfNothingWasHidden() {
        if (hidden != null && text.substring(hiddenFrom).isBlank()) {
            shown.setLength(maskAt);
            shown.append(text, hiddenFrom, text.length());
        }
    }

    private void show(int from, int to) {
        if (hidden == null) {
            shown.append(text, from, to);
        }
    }

    private void hide(int from) {
        if (hidden == null) {
            hiddenFrom = from;
            maskAt = shown.length();
            shown.append(SecretValueMasker.MASK);
        }
    }

    private void showText(int from, int to) {
        if (hidden == null) {
            shown.append(unescapedAndMasked(text.substring(from, to)));
        }
    }

    /** Masks markup that the text contains in escaped form, and escapes the result again. */
    private String unescapedAndMasked(String part) {
        if (depthLeft == 0 || part.indexOf('&') < 0) {
            return part;
        }
        String plain = SecretValueMasker.unescaped(part);
        if (plain.indexOf('<') < 0 && plain.indexOf('&') < 0) {
            return part;
        }
        String masked = nested(plain);
        return masked.equals(plain)
                ? part
                : masked.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private String nested(String part) {
        return depthLeft == 0 ? part : new MarkupMasker(names, part, depthLeft - 1).masked();
    }

    private void markup(int open, int end) {
        if (text.startsWith(CDATA, open)) {
            section(open, CDATA, "]]>", end);
        } else if (text.startsWith(COMMENT, open)) {
            section(open, COMMENT, "-->", end);
        } else if (open + 1 < end && text.charAt(open + 1) == '/') {
            pairs.end(name(open + 2, end), open);
            endTag(name(open + 2, end));
            show(open, end);
        } else if (open + 1 < end && "!?".indexOf(text.charAt(open + 1)) >= 0) {
            show(open, end);
        } else {
            startTag(open, end);
        }
    }

    private void section(int open, String start, String close, int end) {
        if (hidden == null) {
            String content = text.substring(open + start.length(), end - close.length());
            shown.append(start).append(nested(content)).append(close);
        }
    }

    private void startTag(int open, int end) {
        String name = name(open + 1, end);
        StartTag tag = new StartTag(text.substring(open, end), name.length() + 1);
        if (hidden == null) {
            shown.append(tag.masked(names, this::unescapedAndMasked));
        }
        boolean closed = text.startsWith("/>", end - 2);
        boolean secret = pairs.start(name, closed ? -1 : end);
        if (closed) {
            return;
        }
        if (name.equals(hidden)) {
            depth++;
        } else if (hidden == null && (secret || names.contains(name) || tag.namesSecret(name, names))) {
            hide(end);
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

    /** Returns the index after the markup that begins at {@code open}; -1 if it does not end. */
    private int end(int open) {
        if (text.startsWith(COMMENT, open)) {
            return after("-->", open + COMMENT.length());
        }
        if (text.startsWith(CDATA, open)) {
            return after("]]>", open + CDATA.length());
        }
        return text.startsWith("<?", open) ? after("?>", open + 2) : endOfTag(open + 1);
    }

    private int after(String mark, int from) {
        int at = text.indexOf(mark, from);
        return at < 0 ? -1 : at + mark.length();
    }

    /**
     * Returns the index after a tag; -1 if it does not end. The value of an attribute may contain a closing angle
     * bracket. It cannot contain an opening one, which therefore ends the tag.
     */
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
