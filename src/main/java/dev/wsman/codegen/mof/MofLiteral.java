package dev.wsman.codegen.mof;

import dev.wsman.codegen.model.CimPrimitive;
import dev.wsman.codegen.model.CimValue;
import dev.wsman.codegen.model.DeclarationException;
import dev.wsman.codegen.mof.MofToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value as MOF writes it, before its type is known.
 *
 * @param items the tokens, one for each value
 * @param array whether it is written in braces
 */
record MofLiteral(List<MofToken> items, boolean array) {

    boolean isNull() {
        return !array && items.size() == 1 && items.get(0).isName("null");
    }

    /** Returns the type that the notation of the value suggests, for qualifiers without a declared type. */
    CimPrimitive suggested() {
        Optional<MofToken> first =
                items.stream().filter(token -> !token.isName("null")).findFirst();
        return first.map(token -> switch (token.kind()) {
                    case INTEGER -> token.text().startsWith("-") ? CimPrimitive.SINT64 : CimPrimitive.UINT32;
                    case REAL -> CimPrimitive.REAL64;
                    case CHARACTER -> CimPrimitive.CHAR16;
                    case NAME -> isBoolean(token) ? CimPrimitive.BOOLEAN : CimPrimitive.STRING;
                    default -> CimPrimitive.STRING;
                })
                .orElse(CimPrimitive.STRING);
    }

    /** Converts the value to a type. If an array is declared, a scalar becomes an array of one item. */
    Optional<CimValue> as(CimPrimitive type, boolean wantArray, String source) {
        if (isNull()) {
            return Optional.empty();
        }
        if (array && !wantArray && items.size() != 1) {
            MofToken at = items.isEmpty() ? new MofToken(Kind.END, "", 1, 1) : items.get(0);
            throw new DeclarationException(
                    source, at.line(), at.column(), "expected one value, found an array of " + items.size());
        }
        List<@Nullable String> texts = new ArrayList<>();
        for (MofToken item : items) {
            texts.add(item.isName("null") ? null : text(item, type, source));
        }
        return !wantArray && texts.get(0) == null ? Optional.empty() : Optional.of(new CimValue(texts, wantArray));
    }

    private static String text(MofToken item, CimPrimitive type, String source) {
        boolean fits =
                switch (type) {
                    case BOOLEAN -> isBoolean(item);
                    case REAL32, REAL64 ->
                        item.is(Kind.REAL)
                                || item.is(Kind.INTEGER)
                                || item.is(Kind.STRING)
                                        && MofNumbers.real(item.text().trim()).isPresent();
                    case STRING, DATETIME, REFERENCE, CHAR16 -> true;
                    default -> MofNumbers.integer(item.text().trim()).isPresent();
                };
        if (!fits) {
            throw new DeclarationException(
                    source,
                    item.line(),
                    item.column(),
                    "expected a value of type " + type.cimName() + ", found " + item.shown());
        }
        if (type == CimPrimitive.BOOLEAN) {
            return item.text().toLowerCase(Locale.ROOT);
        }
        return type.isInteger() ? item.text().trim() : item.text();
    }

    private static boolean isBoolean(MofToken token) {
        return (token.is(Kind.NAME) || token.is(Kind.STRING))
                && (token.text().equalsIgnoreCase("true") || token.text().equalsIgnoreCase("false"));
    }
}
