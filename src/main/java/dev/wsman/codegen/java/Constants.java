package dev.wsman.codegen.java;

import dev.wsman.codegen.model.CimDataType;
import dev.wsman.codegen.model.CimElement;
import dev.wsman.codegen.model.CimPrimitive;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The constants of an enum that a ValueMap describes. Ranges have none. Two values of one name keep apart by the value: the first
 * has the name, the others the name and their value.
 */
record Constants(List<Constant> all) {

    /**
     * One value.
     *
     * @param name the Java constant
     * @param value what is on the wire
     * @param label what the declaration calls it
     */
    record Constant(String name, String value, String label) {}

    /** What ValueMap and Values of an element give; empty where they give no single value. */
    static Optional<Constants> of(CimElement element, CimDataType type) {
        boolean mappable = type.primitive().isInteger() || type.primitive() == CimPrimitive.STRING;
        if (!mappable
                || element.is("EmbeddedObject")
                || element.qualifier("EmbeddedInstance").isPresent()) {
            return Optional.empty();
        }
        Map<String, String> labels = labels(element, type.primitive().isInteger());
        if (labels.isEmpty()) {
            return Optional.empty();
        }
        List<Constant> constants = new ArrayList<>();
        Set<String> names = new HashSet<>();
        labels.forEach((value, label) -> constants.add(new Constant(name(label, value, names), value, label)));
        return Optional.of(new Constants(List.copyOf(constants)));
    }

    private static Map<String, String> labels(CimElement element, boolean integer) {
        List<String> values = element.texts("ValueMap");
        List<String> labels = element.texts("Values");
        if (values.isEmpty()) {
            // DSP0004 §5.6.3.58: without ValueMap, Values count from 0
            values = new ArrayList<>();
            for (int i = 0; i < labels.size(); i++) {
                values.add(integer ? String.valueOf(i) : labels.get(i));
            }
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            String value = integer ? number(values.get(i)) : values.get(i);
            if (!value.isEmpty()) {
                pairs.putIfAbsent(value, i < labels.size() ? labels.get(i) : values.get(i));
            }
        }
        return pairs;
    }

    /** The number in decimal; nothing for a range and for what is no number. */
    private static String number(String written) {
        String text = written.trim();
        try {
            return text.matches("0[xX][0-9a-fA-F]+")
                    ? new BigInteger(text.substring(2), 16).toString()
                    : new BigInteger(text).toString();
        } catch (NumberFormatException rangeOrText) {
            return "";
        }
    }

    private static String name(String label, String value, Set<String> names) {
        String name = JavaNames.constant(label.isBlank() ? "VALUE " + value : label);
        if (!names.add(name)) {
            name = name + "_" + JavaNames.constant(value.replace("-", "MINUS ")).replaceFirst("^_", "");
            while (!names.add(name)) {
                name = name + "_";
            }
        }
        return name;
    }
}
