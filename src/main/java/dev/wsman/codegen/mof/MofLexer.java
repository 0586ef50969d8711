package dev.wsman.codegen.mof;

import dev.wsman.codegen.model.DeclarationException;
import dev.wsman.codegen.mof.MofToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Splits MOF text into tokens. Omits comments and white space. Adjacent strings are separate tokens. */
final class MofLexer {
    private static final int END = -1;

    private final String source;
    private final String text;
    private final Consumer<String> notes;
    private int position;
    private int line = 1;
    private int lineStart;

    MofLexer(String source, String text, Consumer<String> notes) {
        this.source = source;
        this.text = text;
        this.notes = notes;
    }

    List<MofToken> tokens() {
        List<MofToken> tokens = new ArrayList<>(text.length() / 12);
        MofToken next;
        do {
            next = next();
            tokens.add(next);
        } while (!next.is(Kind.END));
        return tokens;
    }

    private MofToken next() {
        skipBlanks();
        int startLine = line;
        int column = position - lineStart + 1;
        int c = peek(0);
        if (c == END) {
            return new MofToken(Kind.END, "", startLine, column);
        } else if (c == '"') {
            return new MofToken(Kind.STRING, quoted('"'), startLine, column);
        } else if (c == '\'') {
            return new MofToken(Kind.CHARACTER, quoted('\''), startLine, column);
        } else if (c == '#') {
            return pragma(startLine, column);
        } else if (isNameStart(c)) {
            return new MofToken(Kind.NAME, name(), startLine, column);
        } else if (c == '$') {
            position++;
            return new MofToken(Kind.ALIAS, "$" + name(), startLine, column);
        } else if (isNumberStart(c)) {
            return number(startLine, column);
        } else if ("[](){},;:=".indexOf(c) >= 0) {
            position++;
            return new MofToken(Kind.SYMBOL, String.valueOf((char) c), startLine, column);
        }
        throw error("unexpected character " + shown(c));
    }

    private MofToken pragma(int startLine, int column) {
        position++;
        while (peek(0) == ' ' || peek(0) == '\t') {
            position++;
        }
        String word = name();
        if (!word.equalsIgnoreCase("pragma")) {
            throw error("expected #pragma, found '#" + word + "'");
        }
        return new MofToken(Kind.PRAGMA, "#pragma", startLine, column);
    }

    private void skipBlanks() {
        while (true) {
            int c = peek(0);
            if (c == '\n') {
                position++;
                newLine();
            } else if (c != END && (Character.isWhitespace(c) || c == '\uFEFF' || c == 0x1A)) {
                position++;
            } else if (c == '/' && peek(1) == '/') {
                skipLine();
            } else if (c == '/' && peek(1) == '*') {
                skipComment();
            } else {
                return;
            }
        }
    }

    private void skipLine() {
        while (peek(0) != '\n' && peek(0) != END) {
            position++;
        }
    }

    private void skipComment() {
        int startLine = line;
        int column = position - lineStart + 1;
        position += 2;
        while (!(peek(0) == '*' && peek(1) == '/')) {
            if (peek(0) == END) {
                throw new DeclarationException(source, startLine, column, "this comment is not closed; expected */");
            }
            if (text.charAt(position++) == '\n') {
                newLine();
            }
        }
        position += 2;
    }

    private String quoted(char quote) {
        int start = ++position;
        int end = start;
        while (end < text.length()
                && text.charAt(end) != quote
                && text.charAt(end) != '\\'
                && text.charAt(end) != '\n') {
            end++;
        }
        if (end < text.length() && text.charAt(end) == quote) {
            position = end + 1;
            return requireText(text.substring(start, end));
        }
        return escaped(quote);
    }

    private String escaped(char quote) {
        int startLine = line;
        int column = position - lineStart;
        StringBuilder value = new StringBuilder();
        while (peek(0) != quote) {
            int c = peek(0);
            if (c == END) {
                throw new DeclarationException(
                        source, startLine, column, "this string is not closed; expected " + quote);
            }
            position++;
            if (c == '\\') {
                escape(value);
            } else {
                value.append((char) c);
                if (c == '\n') {
                    newLine();
                }
            }
        }
        position++;
        return requireText(value.toString());
    }

    private void escape(StringBuilder value) {
        int c = peek(0);
        position++;
        switch (c) {
            case 'b' -> value.append('\b');
            case 't' -> value.append('\t');
            case 'n' -> value.append('\n');
            case 'f' -> value.append('\f');
            case 'r' -> value.append('\r');
            case '"', '\'', '\\' -> value.append((char) c);
            case 'x', 'X' -> value.append(hexadecimal());
            case END -> throw error("expected the rest of an escape sequence");
            default -> {
                notes.accept(place() + ": unknown escape " + shown(c) + " kept as it is");
                value.append('\\').append((char) c);
            }
        }
    }

    private char hexadecimal() {
        int value = 0;
        int digits = 0;
        while (digits < 4 && peek(0) != END && Character.digit(peek(0), 16) >= 0) {
            value = value * 16 + Character.digit(peek(0), 16);
            position++;
            digits++;
        }
        if (digits == 0 || value == 0) {
            throw error("expected one to four hexadecimal digits after \\x, and not zero");
        }
        return (char) value;
    }

    private String requireText(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c) || c == 0 || c == '\uFFFE' || c == '\uFFFF') {
                throw error("this string has U+" + String.format(Locale.ROOT, "%04X", (int) c)
                        + ", which text cannot contain");
            }
        }
        return value;
    }

    private MofToken number(int startLine, int column) {
        int start = position;
        while (peek(0) != END && isNumberPart(peek(0))) {
            position++;
        }
        String written = text.substring(start, position);
        return MofNumbers.integer(written)
                .map(value -> new MofToken(Kind.INTEGER, value, startLine, column))
                .or(() -> MofNumbers.real(written).map(value -> new MofToken(Kind.REAL, value, startLine, column)))
                .orElseThrow(() -> new DeclarationException(
                        source, startLine, column, "expected a number, found '" + written + "'"));
    }

    private boolean isNumberPart(int c) {
        boolean signOfExponent = (c == '+' || c == '-') && "eE".indexOf(text.charAt(position - 1)) >= 0;
        return Character.isLetterOrDigit(c)
                || c == '.'
                || signOfExponent
                || isNumberStart(c) && position > 0 && isFirst();
    }

    private boolean isFirst() {
        char before = text.charAt(position - 1);
        return !Character.isLetterOrDigit(before) && before != '.' && before != '+' && before != '-';
    }

    private static boolean isNumberStart(int c) {
        return c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.';
    }

    private static boolean isNameStart(int c) {
        return c == '_' || Character.isLetter(c);
    }

    private String name() {
        int start = position;
        while (peek(0) != END && (peek(0) == '_' || Character.isLetterOrDigit(peek(0)))) {
            position++;
        }
        if (start == position) {
            throw error("expected a name, found " + shown(peek(0)));
        }
        return text.substring(start, position);
    }

    private int peek(int ahead) {
        return position + ahead < text.length() ? text.charAt(position + ahead) : END;
    }

    private void newLine() {
        line++;
        lineStart = position;
    }

    private String place() {
        return source + ":" + line + ":" + (position - lineStart + 1);
    }

    private DeclarationException error(String problem) {
        return new DeclarationException(source, line, position - lineStart + 1, problem);
    }

    private static String shown(int c) {
        if (c == END) {
            return Kind.END.description;
        }
        return c > ' ' && c != 0x7F ? "'" + (char) c + "'" : "U+" + String.format(Locale.ROOT, "%04X", c);
    }
}
