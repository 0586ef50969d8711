package dev.wsman.testkit.wql;

import java.util.Locale;
import java.util.Set;

/** A token of a query. The text of a string literal has no quotes and escapes. */
record WqlToken(TokenKind kind, String text, int position) {
    private static final Set<String> KEYWORDS =
            Set.of("SELECT", "FROM", "WHERE", "AND", "OR", "NOT", "LIKE", "IS", "ISA", "NULL", "TRUE", "FALSE");

    enum TokenKind {
        WORD,
        STRING,
        NUMBER,
        SYMBOL,
        END
    }

    boolean is(TokenKind wanted, String value) {
        return kind == wanted && text.equalsIgnoreCase(value);
    }

    boolean isName() {
        return kind == TokenKind.WORD && !KEYWORDS.contains(text.toUpperCase(Locale.ROOT));
    }
}
