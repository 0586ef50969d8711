package dev.wsman.testkit.wql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a query into tokens. */
final class WqlLexer {
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*+");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:\\d++(?:\\.\\d*+)?|\\.\\d++)(?:[eE][+-]?\\d{1,3}+)?");
    private static final Pattern SYMBOL = Pattern.compile("<>|!=|<=|>=|[=<>(),*.]");

    private final String query;
    private final Matcher matcher;
    private final List<WqlToken> tokens = new ArrayList<>();
    private int position;

    private WqlLexer(String query, int start) {
        this.query = query;
        this.matcher = WORD.matcher(query);
        this.position = start;
    }

    static List<WqlToken> cut(String query) {
        return cut(query, 0);
    }

    static List<WqlToken> cut(String query, int start) {
        return new WqlLexer(query, start).all();
    }

    private List<WqlToken> all() {
        skipSpace();
        while (position < query.length()) {
            next();
            skipSpace();
        }
        tokens.add(new WqlToken(WqlToken.TokenKind.END, "", query.length()));
        return tokens;
    }

    private void skipSpace() {
        while (position < query.length() && Character.isWhitespace(query.charAt(position))) {
            position++;
        }
    }

    private void next() {
        char first = query.charAt(position);
        if (first == '\'' || first == '"') {
            string(first);
        } else if (!take(WORD, WqlToken.TokenKind.WORD)
                && !take(NUMBER, WqlToken.TokenKind.NUMBER)
                && !take(SYMBOL, WqlToken.TokenKind.SYMBOL)) {
            throw new WqlSyntaxException(query, position, "a name, a value or an operator");
        }
    }

    private boolean take(Pattern pattern, WqlToken.TokenKind kind) {
        matcher.usePattern(pattern).region(position, query.length());
        if (!matcher.lookingAt()) {
            return false;
        }
        tokens.add(new WqlToken(kind, matcher.group(), position));
        position = matcher.end();
        return true;
    }

    private void string(char quote) {
        int start = position++;
        StringBuilder text = new StringBuilder();
        while (position < query.length() && query.charAt(position) != quote) {
            if (query.charAt(position) == '\\') {
                escape();
            }
            text.append(query.charAt(position++));
        }
        if (position == query.length()) {
            throw new WqlSyntaxException(query, position, quote + " at the end of the string that starts at " + start);
        }
        position++;
        tokens.add(new WqlToken(WqlToken.TokenKind.STRING, text.toString(), start));
    }

    private void escape() {
        position++;
        if (position == query.length() || "\\'\"".indexOf(query.charAt(position)) < 0) {
            throw new WqlSyntaxException(query, position, "\\, ' or \" after a backslash");
        }
    }
}
