package dev.wsman.codegen.model;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The type of a property, of a parameter or of what a method returns.
 *
 * @param primitive what one value is
 * @param referenceClass the class a reference points to; empty for other types, and where the source does not tell it
 *     (openwsman never does)
 * @param array whether there may be several values
 * @param arraySize the fixed number of values of an array, where one is declared
 */
public record CimDataType(
        CimPrimitive primitive, Optional<CimName> referenceClass, boolean array, OptionalInt arraySize) {

    /** Rejects a size without an array and a target without a reference with {@link IllegalArgumentException}. */
    public CimDataType {
        if (arraySize.isPresent() && !array) {
            throw new IllegalArgumentException("arraySize: only an array has a size");
        }
        if (referenceClass.isPresent() && primitive != CimPrimitive.REFERENCE) {
            throw new IllegalArgumentException("referenceClass: only a reference has a target");
        }
    }

    /** One value of an intrinsic type. */
    public static CimDataType of(CimPrimitive primitive) {
        return new CimDataType(primitive, Optional.empty(), false, OptionalInt.empty());
    }

    /** An array of an intrinsic type, of any length. */
    public static CimDataType arrayOf(CimPrimitive primitive) {
        return of(primitive).asArray(OptionalInt.empty());
    }

    /** A reference to an instance of {@code target} or of its subclasses. */
    public static CimDataType referenceTo(CimName target) {
        return new CimDataType(CimPrimitive.REFERENCE, Optional.of(target), false, OptionalInt.empty());
    }

    /** The array whose values are of this type. */
    public CimDataType asArray(OptionalInt size) {
        return new CimDataType(primitive, referenceClass, true, size);
    }

    /** Whether a value is a reference. */
    public boolean isReference() {
        return primitive == CimPrimitive.REFERENCE;
    }

    /** The type as MOF writes it: {@code uint16[]}, {@code CIM_System REF}. */
    @Override
    public String toString() {
        String one =
                isReference() ? referenceClass.map(CimName::text).orElse("(any class)") + " REF" : primitive.cimName();
        return one + (array ? "[" + (arraySize.isPresent() ? arraySize.getAsInt() : "") + "]" : "");
    }
}
