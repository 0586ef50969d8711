package dev.wsman.internal.redaction;

import java.util.List;
import java.util.Map;

/**
 * Replaces escape sequences by the characters they stand for, one layer at a time:
 *
 * <ul>
 * <li>percent signs (RFC 3986): {@code %41}, and {@code %u0041}
 * <li>references of XML and HTML: {@code &#65;}
 * <li>backslashes (JSON, Java, C, JavaScript, Python): {@code \x41}
 * <li>separately, quoted-printable (RFC 2045 6.7): {@code =41}.
 * </ul>
 */
final class EscapeDecoder {
    /**
     * The selections of kinds to decode, by the characters with which their sequences begin. If a value itself contains
     * such a character, only the other kinds may be decoded: in XML, {@code a\b<c} is written {@code a\b&lt;c}.
     */
    static final List<String> KINDS = List.of("%&\\", "%", "&", "\\", "%&", "%\\", "&\\");

    private static final String QUOTED_PRINTABLE = "=";
    private static final int LONGEST_REFERENCE = 64;
    /** HTML's names of the characters from U+00A0 to U+00FF, in lower case. */
    private static final List<String> LATIN =
            List.of(("nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo"
                            + " not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12"
                            + " frac34 iquest agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave"
                            + " iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml times oslash ugrave uacute ucirc uuml"
                            + " yacute thorn szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml"
                            + " igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute"
                            + " ucirc uuml yacute thorn yuml")
                    .split(" "));

    private static final Map<String, Character> NAMED = Map.ofEntries(
            Map.entry("amp", '&'),
            Map.entry("lt", '<'),
            Map.entry("gt", '>'),
            Map.entry("quot", '"'),
            Map.entry("apos", '\''),
            Map.entry("nbsp", ' '),
            Map.entry("tab", '\t'),
            Map.entry("newline", '\n'),
            Map.entry("excl", '!'),
            Map.entry("num", '#'),
            Map.entry("dollar", '$'),
            Map.entry("percnt", '%'),
            Map.entry("lpar", '('),
            Map.entry("rpar", ')'),
            Map.entry("ast", '*'),
            Map.entry("midast", '*'),
            Map.entry("plus", '+'),
            Map.entry("comma", ','),
            Map.entry("period", '.'),
            Map.entry("sol", '/'),
            Map.entry("colon", ':'),
            Map.entry("semi", ';'),
            Map.entry("equals", '='),
            Map.entry("quest", '?'),
            Map.entry("commat", '@'),
            Map.entry("lsqb", '['),
            Map.entry("lbrack", '['),
            Map.entry("bsol", '\\'),
            Map.entry("rsqb", ']'),
            Map.entry("rbrack", ']'),
            Map.entry("hat", '^'),
            Map.entry("lowbar", '_'),
            Map.entry("underbar", '_'),
            Map.entry("grave", '`'),
            Map.entry("lcub", '{'),
            Map.entry("lbrace", '{'),
            Map.entry("verbar", '|'),
            Map.entry("vert", '|'),
            Map.entry("rcub", '}'),
            Map.entry("rbrace", '}'));

    private final DecodedText text;
    private final String kinds;
    private final boolean quotedPrintable;
    private final DecodedText.Builder out;

    private EscapeDecoder(DecodedText text, String kinds) {
        this.text = text;
        this.kinds = kinds;
        this.quotedPrintable = kinds.equals(QUOTED_PRINTABLE);
        this.out = new DecodedText.Builder(text.length());
    }

    /** Decodes one layer of escape sequences; returns the same object if the text does not have any. */
    static DecodedText decoded(DecodedText text) {
        return decoded(text, KINDS.get(0));
    }

    /** Decodes one layer of sequences that begin with one of the characters in {@code kinds}. */
    static DecodedText decoded(DecodedText text, String kinds) {
        return new EscapeDecoder(text, kinds).decoded();
    }

    /** Decodes quoted-printable; returns the same object if the text does not contain any. */
    static DecodedText quotedPrintable(DecodedText text) {
        return new EscapeDecoder(text, QUOTED_PRINTABLE).decoded();
    }

    private DecodedText decoded() {
        boolean changed = false;
        int at = 0;
        while (at < text.length()) {
            int taken = sequence(at);
            if (taken == 0) {
                out.add(text.at(at), text.start(at), text.end(at));
                taken = 1;
            } else {
                changed = true;
            }
            at += taken;
        }
        return changed ? out.build() : text;
    }

    /** Decodes the sequence that begins at {@code at}; returns its length, or 0 if none begins there. */
    private int sequence(int at) {
        char c = text.at(at);
        if (kinds.indexOf(c) < 0) {
            return 0;
        }
        if (quotedPrintable) {
            return c != '=' ? 0 : isSoftBreak(at) ? softBreak(at) : bytes(at);
        }
        return switch (c) {
            case '%' -> unicodeOrBytes(at);
            case '&' -> reference(at);
            case '\\' -> backslash(at);
            default -> 0;
        };
    }

    private boolean isSoftBreak(int at) {
        return at + 1 < text.length() && DecodedText.isBlank(text.at(at + 1));
    }

    private int softBreak(int at) {
        int end = at + 1;
        while (end < text.length() && DecodedText.isBlank(text.at(end))) {
            end++;
        }
        return end - at;
    }

    private void add(int codePoint, int at, int count) {
        for (char c : Character.isValidCodePoint(codePoint) ? Character.toChars(codePoint) : new char[] {'\ufffd'}) {
            out.add(c, text.start(at), text.end(at + count - 1));
        }
    }

    /** Decodes {@code %u0041} or {@code \u0041}, the latter also with several u or with braces. */
    private int unicode(int at) {
        int digits = at + 1;
        while (digits < text.length() && (text.at(digits) == 'u' || text.at(digits) == 'U')) {
            digits++;
        }
        if (digits == at + 1) {
            return 0;
        }
        boolean braces = digits < text.length() && text.at(digits) == '{';
        int from = braces ? digits + 1 : digits;
        int end = from;
        while (end < text.length() && end - from < (braces ? 6 : 4) && hex(end) >= 0) {
            end++;
        }
        boolean closed = braces && end < text.length() && text.at(end) == '}';
        if (braces ? !closed || end == from : end - from < 4) {
            return 0;
        }
        int taken = end - at + (braces ? 1 : 0);
        add(number(from, end, 16), at, taken);
        return taken;
    }

    private int hex(int at) {
        return at < text.length() ? Character.digit(text.at(at), 16) : -1;
    }

    private int number(int from, int end, int radix) {
        int number = 0;
        for (int i = from; i < end && number <= Character.MAX_CODE_POINT; i++) {
            number = number * radix + Character.digit(text.at(i), radix);
        }
        return number;
    }

    /** Decodes a character in UTF-8 or an overlong form of it. Any other byte is decoded as a character of Latin-1. */
    private int bytes(int at) {
        int width = width(at);
        if (width == 0) {
            return 0;
        }
        int first = byteAt(at, width);
        int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : 0;
        int codePoint = first & (0xff >> (more + 1 + (more > 0 ? 1 : 0)));
        int end = at + width;
        for (int i = 0; i < more; i++) {
            int next = width(end);
            int value = next == 0 ? 0 : byteAt(end, next);
            if ((value & 0xc0) != 0x80) {
                more = -1;
                break;
            }
            codePoint = codePoint << 6 | value & 0x3f;
            end += next;
        }
        if (more <= 0) {
            add(first, at, width);
            return width;
        }
        add(codePoint, at, end - at);
        return end - at;
    }

    /** Returns the length of the sequence for one byte that begins at {@code at}, or 0 if none begins there. */
    private int width(int at) {
        if (at >= text.length()) {
            return 0;
        }
        char c = text.at(at);
        if (kinds.indexOf(c) < 0) {
            return 0;
        }
        if (c == (quotedPrintable ? '=' : '%')) {
            return hex(at + 1) >= 0 && hex(at + 2) >= 0 ? 3 : 0;
        }
        boolean backslash = !quotedPrintable && c == '\\' && at + 1 < text.length();
        if (backslash && (text.at(at + 1) == 'x' || text.at(at + 1) == 'X')) {
            return hex(at + 2) >= 0 && hex(at + 3) >= 0 ? 4 : 0;
        }
        return backslash && isOctal(at + 1) && isOctal(at + 2) && isOctal(at + 3) ? 4 : 0;
    }

    private boolean isOctal(int at) {
        return at < text.length() && Character.digit(text.at(at), 8) >= 0;
    }

    private int byteAt(int at, int width) {
        boolean octal = width == 4 && isOctal(at + 1);
        return number(octal ? at + 1 : at + width - 2, at + width, octal ? 8 : 16) & 0xff;
    }

    private int unicodeOrBytes(int at) {
        int taken = unicode(at);
        return taken > 0 ? taken : bytes(at);
    }

    private int backslash(int at) {
        int taken = unicodeOrBytes(at);
        if (taken > 0 || at + 1 == text.length()) {
            return taken;
        }
        char c = text.at(at + 1);
        boolean blank = "nrtbf".indexOf(c) >= 0;
        out.add(blank ? ' ' : c, text.start(at), text.end(at + 1));
        return 2;
    }

    /**
     * Decodes {@code &colon;}, {@code &#58;} or {@code &#x3a;}. As in browsers, a number need not end with a
     * semicolon.
     */
    private int reference(int at) {
        if (at + 1 < text.length() && text.at(at + 1) == '#') {
            boolean hexadecimal = at + 2 < text.length() && (text.at(at + 2) == 'x' || text.at(at + 2) == 'X');
            return numeric(at, at + (hexadecimal ? 3 : 2), hexadecimal ? 16 : 10);
        }
        StringBuilder name = new StringBuilder();
        for (int i = at + 1; i < text.length() && name.length() < LONGEST_REFERENCE; i++) {
            if (text.at(i) == ';') {
                int meant = named(name.toString());
                if (meant < 0) {
                    return 0;
                }
                add(meant, at, i + 1 - at);
                return i + 1 - at;
            }
            name.append(Character.toLowerCase(text.at(i)));
        }
        return 0;
    }

    /** Returns the character that a name stands for, possibly in the other case; -1 if the name is not known. */
    private static int named(String name) {
        Character ascii = NAMED.get(name);
        int latin = LATIN.lastIndexOf(name);
        return ascii != null ? ascii : latin < 0 ? -1 : 0xa0 + latin;
    }

    private int numeric(int at, int from, int radix) {
        int end = from;
        while (end < text.length() && end - from < LONGEST_REFERENCE && Character.digit(text.at(end), radix) >= 0) {
            end++;
        }
        if (end == from) {
            return 0;
        }
        int taken = end - at + (end < text.length() && text.at(end) == ';' ? 1 : 0);
        add(number(from, end, radix), at, taken);
        return taken;
    }
}
