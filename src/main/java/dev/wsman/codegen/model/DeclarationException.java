package dev.wsman.codegen.model;

import java.util.OptionalInt;

/**
 * A declaration that cannot be used: its message says where ({@code file:line:column}, as far as that is known), what
 * was found and what was expected. The message is one line: control characters, which sources may hold, are escaped.
 * Immutable.
 */
public sealed class DeclarationException extends RuntimeException permits IllegalNameException {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final int line;
    private final int column;

    /** An error at a place in a text; lines and columns count from 1. */
    public DeclarationException(String source, int line, int column, String problem) {
        super(PrintableText.of(source + ":" + line + ":" + column + ": " + problem));
        this.source = PrintableText.of(source);
        this.line = line;
        this.column = column;
    }

    /** An error of something as a whole: a file, a class. */
    public DeclarationException(String source, String problem) {
        super(PrintableText.of(source + ": " + problem));
        this.source = PrintableText.of(source);
        this.line = 0;
        this.column = 0;
    }

    /** An error of something as a whole, with what caused it. */
    public DeclarationException(String source, String problem, Throwable cause) {
        super(PrintableText.of(source + ": " + problem), cause);
        this.source = PrintableText.of(source);
        this.line = 0;
        this.column = 0;
    }

    /** The file or the class it is about. */
    public String source() {
        return source;
    }

    /** The line, from 1, where there is one. */
    public OptionalInt line() {
        return line > 0 ? OptionalInt.of(line) : OptionalInt.empty();
    }

    /** The column, from 1, where there is one. */
    public OptionalInt column() {
        return column > 0 ? OptionalInt.of(column) : OptionalInt.empty();
    }
}
