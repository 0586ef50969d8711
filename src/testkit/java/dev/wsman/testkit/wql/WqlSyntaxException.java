package dev.wsman.testkit.wql;

/** A text is not a WQL query, or uses a part of the language that is not supported. */
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

    /** The position of the error in characters, from 0. The length of the text if the query ends too early. */
    public int position() {
        return position;
    }

    /** Describes what was expected at the position. */
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
