package dev.wsman.codegen.mof;

import dev.wsman.codegen.model.DeclarationException;
import dev.wsman.codegen.mof.MofToken.Kind;
import java.util.List;
import java.util.function.Consumer;

/** The tokens of one MOF file and the position of the parsers that share them. Not thread-safe. */
final class MofTokens {
    private final String source;
    private final List<MofToken> tokens;
    private final Consumer<String> notes;
    private int position;

    /**
     * Starts at the first token.
     *
     * @param source the name of the file in errors and notes
     * @param tokens the tokens; the last one is of kind {@link Kind#END}
     * @param notes accepts notes
     */
    MofTokens(String source, List<MofToken> tokens, Consumer<String> notes) {
        this.source = source;
        this.tokens = tokens;
        this.notes = notes;
    }

    String source() {
        return source;
    }

    /** Returns the next token without consuming it. */
    MofToken peek() {
        return tokens.get(position);
    }

    boolean isNext(char symbol) {
        return peek().isSymbol(symbol);
    }

    /** Returns whether the token after the next one is this symbol. */
    boolean isSecond(char symbol) {
        return position + 1 < tokens.size() && tokens.get(position + 1).isSymbol(symbol);
    }

    /** Consumes the next token. The end is never consumed. */
    MofToken take() {
        MofToken token = tokens.get(position);
        if (!token.is(Kind.END)) {
            position++;
        }
        return token;
    }

    /** Consumes the next token if it is this symbol. */
    boolean takeIf(char symbol) {
        boolean matches = isNext(symbol);
        if (matches) {
            take();
        }
        return matches;
    }

    /**
     * Consumes a token of a kind.
     *
     * @param expected the description of the token in the error message
     */
    MofToken expect(Kind kind, String expected) {
        if (!peek().is(kind)) {
            throw unexpected(expected);
        }
        return take();
    }

    void expectSymbol(char symbol) {
        if (!takeIf(symbol)) {
            throw unexpected("'" + symbol + "'");
        }
    }

    /** Consumes everything up to the next semicolon outside of braces, and the semicolon. */
    void skipToSemicolon() {
        int braces = 0;
        while (braces > 0 || !isNext(';')) {
            MofToken token = take();
            if (token.is(Kind.END)) {
                throw error(token, "expected ';', found " + token.shown());
            }
            braces += token.isSymbol('{') ? 1 : token.isSymbol('}') ? -1 : 0;
        }
        take();
    }

    DeclarationException unexpected(String expected) {
        return error(peek(), "expected " + expected + ", found " + peek().shown());
    }

    DeclarationException error(MofToken token, String problem) {
        return new DeclarationException(source, token.line(), token.column(), problem);
    }

    /** Adds a note about the file as a whole. */
    void note(String note) {
        notes.accept(source + ": " + note);
    }

    void note(MofToken token, String note) {
        notes.accept(place(token) + ": " + note);
    }

    /** Returns {@code file:line:column} of a token. */
    String place(MofToken token) {
        return source + ":" + token.line() + ":" + token.column();
    }
}
