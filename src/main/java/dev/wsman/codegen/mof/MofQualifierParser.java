package dev.wsman.codegen.mof;

import dev.wsman.codegen.model.CimDataType;
import dev.wsman.codegen.model.CimName;
import dev.wsman.codegen.model.CimPrimitive;
import dev.wsman.codegen.mof.MofToken.Kind;
import dev.wsman.codegen.mof.QualifierTypes.Used;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Parses lists of qualifiers and declarations of qualifier types. */
final class MofQualifierParser {
    private final MofTokens tokens;
    private final QualifierTypes types;
    private final MofValueParser values;

    MofQualifierParser(MofTokens tokens, QualifierTypes types) {
        this.tokens = tokens;
        this.types = types;
        this.values = new MofValueParser(tokens, this);
    }

    /** Returns the parser of values for the same tokens. */
    MofValueParser values() {
        return values;
    }

    /** Parses {@code [Qualifier, Qualifier(value)]}. Returns an empty list if the next token is not a bracket. */
    List<Used> list() {
        List<Used> used = new ArrayList<>();
        if (!tokens.takeIf('[')) {
            return used;
        }
        while (!tokens.isNext(']')) {
            if (!used.isEmpty()) {
                tokens.expectSymbol(',');
            }
            used.add(qualifier());
        }
        tokens.take();
        return used;
    }

    private Used qualifier() {
        MofToken name = tokens.expect(Kind.NAME, "a qualifier or ']'");
        Optional<MofLiteral> value = Optional.empty();
        if (tokens.takeIf('(')) {
            value = tokens.isNext(')') ? Optional.empty() : values.value();
            tokens.expectSymbol(')');
        } else if (tokens.isNext('{') || tokens.takeIf('=')) {
            value = values.value();
        }
        return new Used(new CimName(name.text()), value, flavors(), tokens.source(), name);
    }

    private Set<String> flavors() {
        Set<String> flavors = new HashSet<>();
        if (tokens.takeIf(':')) {
            while (tokens.peek().is(Kind.NAME)) {
                flavors.add(tokens.take().text().toLowerCase(Locale.ROOT));
            }
        }
        return flavors;
    }

    /** Parses {@code Qualifier Name : type = value, Scope(...), Flavor(...);}. */
    void declaration() {
        tokens.take();
        CimName name =
                new CimName(tokens.expect(Kind.NAME, "the name of a qualifier").text());
        tokens.expectSymbol(':');
        MofToken word = tokens.expect(Kind.NAME, "a type");
        CimPrimitive primitive = intrinsic(word)
                .orElseThrow(() -> tokens.error(word, "expected an intrinsic type, found " + word.shown()));
        CimDataType type = withArray(CimDataType.of(primitive));
        Optional<MofLiteral> value = values.initializer();
        Set<String> flavors = new HashSet<>();
        while (tokens.takeIf(',')) {
            scopeOrFlavor(flavors);
        }
        tokens.expectSymbol(';');
        types.declare(
                name,
                primitive,
                type.array(),
                value.flatMap(literal -> literal.as(primitive, type.array(), tokens.source())),
                flavors);
    }

    private void scopeOrFlavor(Set<String> flavors) {
        MofToken word = tokens.expect(Kind.NAME, "Scope or Flavor");
        boolean flavor = word.isName("flavor");
        if (!flavor && !word.isName("scope")) {
            throw tokens.error(word, "expected Scope or Flavor, found " + word.shown());
        }
        tokens.expectSymbol('(');
        while (!tokens.isNext(')')) {
            MofToken item = tokens.expect(Kind.NAME, flavor ? "a flavor" : "a scope");
            if (flavor) {
                flavors.add(item.text().toLowerCase(Locale.ROOT));
            }
            if (!tokens.isNext(')')) {
                tokens.expectSymbol(',');
            }
        }
        tokens.take();
    }

    static Optional<CimPrimitive> intrinsic(MofToken word) {
        return CimPrimitive.named(word.text()).filter(type -> type != CimPrimitive.REFERENCE);
    }

    /** Returns the type, or the array of it if {@code []} or {@code [size]} follows. */
    CimDataType withArray(CimDataType type) {
        if (!tokens.takeIf('[')) {
            return type;
        }
        OptionalInt size = tokens.peek().is(Kind.INTEGER) ? OptionalInt.of(arraySize()) : OptionalInt.empty();
        tokens.expectSymbol(']');
        return type.asArray(size);
    }

    private int arraySize() {
        MofToken token = tokens.take();
        try {
            int size = Integer.parseInt(token.text());
            if (size > 0) {
                return size;
            }
        } catch (NumberFormatException tooLarge) {
            // reported below, like a size of 0
        }
        throw tokens.error(token, "expected the size of an array, from 1 to 2147483647, found " + token.shown());
    }
}
