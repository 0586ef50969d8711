package dev.wsman.codegen.model;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The type of a property, of a parameter or of the return value of a method.
 *
 * @param primitive the type of one value
 * @param referenceClass the target class of a reference; empty for other types, and if the source does not contain it
 *     (openwsman never does)
 * @param array whether there may be several values
 * @param arraySize the fixed number of values of an array, if one is declared
 */
public record CimDataType(
        CimPrimitive primitive, Optional<CimName> referenceClass, boolean array, OptionalInt arraySize) {

    /**
     * Checks the combination.
     *
     * @throws IllegalArgumentException if there is a size without an array, or a target without a reference
     */
    public CimDataType {
        if (arraySize.isPresent() && !array) {
            throw new IllegalArgumentException("arraySize: only an array has a size");
        }
        if (referenceClass.isPresent() && primitive != CimPrimitive.REFERENCE) {
            throw new IllegalArgumentException("referenceClass: only a reference has a target");
        }
    }

    /** Returns the type of one value of an intrinsic type. */
    public static CimDataType of(CimPrimitive primitive) {
        return new CimDataType(primitive, Optional.empty(), false, OptionalInt.empty());
    }

    /** Returns the type of an array of any length of an intrinsic type. */
    public static CimDataType arrayOf(CimPrimitive primitive) {
        return of(primitive).asArray(OptionalInt.empty());
    }

    /** Returns the type of a reference to an instance of {@code target} or of its subclasses. */
    public static CimDataType referenceTo(CimName target) {
        return new CimDataType(CimPrimitive.REFERENCE, Optional.of(target), false, OptionalInt.empty());
    }

    /** Returns the type of an array of values of this type. */
    public CimDataType asArray(OptionalInt size) {
        return new CimDataType(primitive, referenceClass, true, size);
    }

    /** Returns whether a value is a reference. */
    public boolean isReference() {
        return primitive == CimPrimitive.REFERENCE;
    }

    /** Returns the type as MOF writes it: {@code uint16[]}, {@code CIM_System REF}. */
    @Override
    public String toString() {
        String one =
                isReference() ? referenceClass.map(CimName::text).orElse("(any class)") + " REF" : primitive.cimName();
        return one + (array ? "[" + (arraySize.isPresent() ? arraySize.getAsInt() : "") + "]" : "");
    }
}
