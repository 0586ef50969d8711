package dev.wsman.codegen.java;

import dev.wsman.codegen.model.CimDataType;
import dev.wsman.codegen.model.CimElement;
import dev.wsman.codegen.model.CimPrimitive;
import dev.wsman.codegen.model.CimQualifier;
import dev.wsman.codegen.model.CimValue;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The constants of an enum that a ValueMap describes. Ranges have no constants. If two values have the same name, the
 * first one gets it, and the name of the other one ends with its value.
 */
record EnumConstants(List<Constant> all) {
    /** The number of constants that fit into the initializer of an enum, which may have 64 KiB of code. */
    private static final int MOST_CONSTANTS = 2500;

    /**
     * More characters than the longest integer of CIM has in any notation of MOF. The time to parse a number grows with
     * the square of its length.
     */
    private static final int LONGEST_NUMBER = 100;

    /**
     * The maximum number of lines of a value or label. A compiler sees a literal of many lines as a deeply nested
     * expression.
     */
    private static final int MOST_LINES = 100;

    /** The maximum length of a constant's name. */
    private static final int LONGEST_NAME = 200;

    /**
     * One value.
     *
     * @param name the name of the Java constant
     * @param value the value in messages
     * @param label the name of the value in the declaration
     */
    record Constant(String name, String value, String label) {}

    /** Returns the constants for ValueMap and Values of an element; empty if they have no single values. */
    static Optional<EnumConstants> of(CimElement element, CimDataType type) {
        boolean mappable = type.primitive().isInteger() || type.primitive() == CimPrimitive.STRING;
        if (!mappable || element.isEmbedded()) {
            return Optional.empty();
        }
        Map<String, String> labels = labels(element, type.primitive().isInteger());
        if (labels.isEmpty() || limitExceeded(labels).isPresent()) {
            return Optional.empty();
        }
        List<Constant> constants = new ArrayList<>();
        UniqueNames names = new UniqueNames(List.of());
        labels.forEach((value, label) -> constants.add(new Constant(name(label, value, names), value, label)));
        return Optional.of(new EnumConstants(List.copyOf(constants)));
    }

    /** Returns why an element with a ValueMap has no constants; empty if Java can hold them. */
    static Optional<String> limitExceeded(CimElement element, CimDataType type) {
        return limitExceeded(labels(element, type.primitive().isInteger()));
    }

    private static Optional<String> limitExceeded(Map<String, String> labels) {
        if (labels.size() > MOST_CONSTANTS) {
            return Optional.of("its " + labels.size() + " values are too many for an enum");
        }
        boolean fit = labels.entrySet().stream().allMatch(pair -> fits(pair.getKey()) && fits(pair.getValue()));
        return fit ? Optional.empty() : Optional.of("a value or its label is too long for Java");
    }

    private static boolean fits(String text) {
        return SourceText.fitsLiteral(text) && SourceText.lines(text) <= MOST_LINES;
    }

    private static Map<String, String> labels(CimElement element, boolean integer) {
        List<@Nullable String> values = items(element, "ValueMap");
        List<@Nullable String> labels = items(element, "Values");
        if (values.isEmpty()) {
            // DSP0004 §5.6.3.58: without ValueMap, the positions of Values count from 0
            values = new ArrayList<>();
            for (int i = 0; i < labels.size(); i++) {
                values.add(integer ? String.valueOf(i) : labels.get(i));
            }
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            String written = Objects.requireNonNullElse(values.get(i), "");
            String value = integer ? number(written) : written;
            String label = i < labels.size() ? labels.get(i) : null;
            if (!value.isEmpty()) {
                pairs.putIfAbsent(value, Objects.requireNonNullElse(label, written));
            }
        }
        return pairs;
    }

    /** Returns the items including NULLs, because the two lists correspond by position. */
    private static List<@Nullable String> items(CimElement element, String qualifier) {
        return element.qualifier(qualifier)
                .flatMap(CimQualifier::value)
                .map(CimValue::items)
                .orElse(List.of());
    }

    /** Returns a number in decimal; empty for ranges and for text that is not a number. */
    private static String number(String written) {
        String text = written.trim();
        if (text.length() > LONGEST_NUMBER) {
            return "";
        }
        try {
            return text.matches("0[xX][0-9a-fA-F]+")
                    ? new BigInteger(text.substring(2), 16).toString()
                    : new BigInteger(text).toString();
        } catch (NumberFormatException rangeOrText) {
            return "";
        }
    }

    private static String name(String label, String value, UniqueNames names) {
        String name = shortened(JavaNames.constant(label.isBlank() ? "VALUE " + value : label));
        if (!names.isUsed(name)) {
            return names.take(name);
        }
        String suffix = JavaNames.constant(value.replace("-", "MINUS ")).replaceFirst("^_", "");
        return names.take(name + "_" + shortened(suffix));
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }
}
