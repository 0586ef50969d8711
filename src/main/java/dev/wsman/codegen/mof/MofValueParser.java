package dev.wsman.codegen.mof;

import dev.wsman.codegen.model.CimName;
import dev.wsman.codegen.mof.MofToken.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parses the values of qualifiers and properties, and skips instances, which may be nested in values. */
final class MofValueParser {
    private static final int MAX_DEPTH = 200;

    private final MofTokens tokens;
    private final MofQualifierParser qualifiers;
    private final Map<CimName, Integer> skippedInstances = new LinkedHashMap<>();
    private int depth;

    MofValueParser(MofTokens tokens, MofQualifierParser qualifiers) {
        this.tokens = tokens;
        this.qualifiers = qualifiers;
    }

    /** Parses {@code = value}, if it is there. */
    Optional<MofLiteral> initializer() {
        return tokens.takeIf('=') ? value() : Optional.empty();
    }

    /** Parses a value, or a list of values in braces. Empty for a value that is not kept: an alias or an instance. */
    Optional<MofLiteral> value() {
        if (!tokens.takeIf('{')) {
            return scalar().map(token -> new MofLiteral(List.of(token), false));
        }
        List<MofToken> items = new ArrayList<>();
        while (!tokens.isNext('}')) {
            scalar().ifPresent(items::add);
            if (!tokens.isNext('}')) {
                tokens.expectSymbol(',');
            }
        }
        tokens.take();
        return Optional.of(new MofLiteral(items, true));
    }

    /** Parses one constant. Adjacent strings are one constant. Empty for an alias and for an instance. */
    private Optional<MofToken> scalar() {
        MofToken token = tokens.peek();
        switch (token.kind()) {
            case STRING -> {
                return Optional.of(strings());
            }
            case INTEGER, REAL, CHARACTER -> {
                return Optional.of(tokens.take());
            }
            case ALIAS -> {
                tokens.take();
                tokens.note(token, "alias " + token.text() + " skipped");
                return Optional.empty();
            }
            case NAME -> {
                if (startsInstance(token)) {
                    skipInstance();
                    return Optional.empty();
                }
                return Optional.of(tokens.take());
            }
            default -> throw tokens.unexpected("a value");
        }
    }

    private MofToken strings() {
        MofToken first = tokens.take();
        if (!tokens.peek().is(Kind.STRING)) {
            return first;
        }
        StringBuilder all = new StringBuilder(first.text());
        while (tokens.peek().is(Kind.STRING)) {
            all.append(tokens.take().text());
        }
        return new MofToken(Kind.STRING, all.toString(), first.line(), first.column());
    }

    static boolean startsInstance(MofToken token) {
        return token.isName("instance") || token.isName("value");
    }

    /** Skips {@code instance of Class { ... }} and counts it. */
    void skipInstance() {
        if (++depth > MAX_DEPTH) {
            throw tokens.error(tokens.peek(), "instances are nested deeper than " + MAX_DEPTH);
        }
        tokens.take();
        if (!tokens.peek().isName("of")) {
            throw tokens.unexpected("'of'");
        }
        tokens.take();
        CimName name =
                new CimName(tokens.expect(Kind.NAME, "the name of a class").text());
        skipAlias();
        tokens.expectSymbol('{');
        while (!tokens.isNext('}')) {
            qualifiers.list();
            tokens.expect(Kind.NAME, "the name of a property or '}'");
            tokens.expectSymbol('=');
            value();
            tokens.expectSymbol(';');
        }
        tokens.take();
        skippedInstances.merge(name, 1, Integer::sum);
        depth--;
    }

    /** Skips {@code as $Alias}, if it is there. */
    void skipAlias() {
        if (tokens.peek().isName("as")) {
            tokens.take();
            tokens.expect(Kind.ALIAS, "an alias such as $Name");
        }
    }

    void noteSkippedInstances() {
        skippedInstances.forEach((name, count) ->
                tokens.note(count + (count == 1 ? " instance of " : " instances of ") + name + " skipped"));
    }
}
