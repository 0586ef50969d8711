package dev.wsman.testkit.wql;

/** A text is not a query of the language, or uses a part of it that is not offered. */
public final class WqlSyntaxException extends WqlException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 30;

    private final int position;
    private final String expected;

    WqlSyntaxException(String query, int position, String expected) {
        super("expected " + expected + " at position " + position + ", found " + found(query, position));
        this.position = position;
        this.expected = expected;
    }

    /** Where in the text, counted in characters from 0; the text's length where it ended too early. */
    public int position() {
        return position;
    }

    /** What could have stood there, in words. */
    public String expected() {
        return expected;
    }

    private static String found(String query, int position) {
        if (position >= query.length()) {
            return "the end of the query";
        }
        String rest = query.substring(position);
        return rest.length() <= SHOWN ? rest : rest.substring(0, SHOWN) + "…";
    }
}
