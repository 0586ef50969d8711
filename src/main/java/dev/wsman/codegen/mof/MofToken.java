package dev.wsman.codegen.mof;

/**
 * A token of MOF.
 *
 * @param kind its kind
 * @param text its text; for a string, without quotes and with escapes resolved
 * @param line the line of its first character, from 1
 * @param column the column of its first character, from 1
 */
record MofToken(Kind kind, String text, int line, int column) {
    enum Kind {
        NAME("a name"),
        STRING("a string"),
        CHARACTER("a character"),
        INTEGER("an integer"),
        REAL("a real number"),
        ALIAS("an alias"),
        SYMBOL("a symbol"),
        PRAGMA("#pragma"),
        END("the end of the file");

        final String description;

        Kind(String description) {
            this.description = description;
        }
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    boolean isSymbol(char symbol) {
        return kind == Kind.SYMBOL && text.charAt(0) == symbol;
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equalsIgnoreCase(name);
    }

    /** Returns the form in error messages. */
    String shown() {
        return switch (kind) {
            case END, PRAGMA -> kind.description;
            case STRING -> "\"" + truncated() + "\"";
            default -> "'" + truncated() + "'";
        };
    }

    private String truncated() {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
