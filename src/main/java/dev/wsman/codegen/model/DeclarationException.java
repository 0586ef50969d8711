package dev.wsman.codegen.model;

import java.util.OptionalInt;

/**
 * A declaration cannot be used. The message has the place ({@code file:line:column}, as far as known), what was found
 * and what was expected. The message is one line: control characters, which sources may contain, are escaped.
 * Immutable.
 */
public sealed class DeclarationException extends RuntimeException permits IllegalNameException {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final int line;
    private final int column;

    /** Creates an exception for a place in a text; lines and columns count from 1. */
    public DeclarationException(String source, int line, int column, String problem) {
        super(PrintableText.of(source + ":" + line + ":" + column + ": " + problem));
        this.source = PrintableText.of(source);
        this.line = line;
        this.column = column;
    }

    /** Creates an exception for a whole file or class. */
    public DeclarationException(String source, String problem) {
        super(PrintableText.of(source + ": " + problem));
        this.source = PrintableText.of(source);
        this.line = 0;
        this.column = 0;
    }

    /** Creates an exception for a whole file or class, with its cause. */
    public DeclarationException(String source, String problem, Throwable cause) {
        super(PrintableText.of(source + ": " + problem), cause);
        this.source = PrintableText.of(source);
        this.line = 0;
        this.column = 0;
    }

    /** Returns the file or the class. */
    public String source() {
        return source;
    }

    /** Returns the line, from 1, if it is known. */
    public OptionalInt line() {
        return line > 0 ? OptionalInt.of(line) : OptionalInt.empty();
    }

    /** Returns the column, from 1, if it is known. */
    public OptionalInt column() {
        return column > 0 ? OptionalInt.of(column) : OptionalInt.empty();
    }
}
