package dev.wsman.codegen.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The types and flavors of the standard qualifiers (DSP0004 §5.6.3). They apply if a source uses a qualifier without
 * declaring it, as a single MOF file and openwsman's messages do.
 */
public final class StandardQualifiers {

    /**
     * The declaration of a qualifier.
     *
     * @param type the type of its value; empty if the qualifier is not a standard one
     * @param array whether its value is an array
     * @param flavor how it propagates
     */
    public record Declared(Optional<CimPrimitive> type, boolean array, CimFlavor flavor) {}

    private static final Declared UNKNOWN = new Declared(Optional.empty(), false, CimFlavor.DEFAULT);
    private static final CimFlavor FIXED = new CimFlavor(false, true, false);
    private static final CimFlavor RESTRICTED = new CimFlavor(true, false, false);
    private static final CimFlavor TRANSLATED = new CimFlavor(true, true, true);

    private static final List<String> FIXED_FLAGS = List.of(
            "Aggregate",
            "Aggregation",
            "Association",
            "Composition",
            "DN",
            "EmbeddedObject",
            "Exception",
            "In",
            "Indication",
            "Key",
            "Octetstring",
            "Out",
            "Required",
            "Static",
            "Structure",
            "Weak");
    private static final List<String> FLAGS = List.of(
            "Counter",
            "Delete",
            "Expensive",
            "Gauge",
            "IfDeleted",
            "Invisible",
            "IsPUnit",
            "Large",
            "Read",
            "Terminal",
            "Write");
    private static final List<String> TRANSLATED_TEXTS =
            List.of("Alias", "Description", "DisplayDescription", "DisplayName", "Revision", "Units");
    private static final List<String> TEXTS = List.of(
            "EmbeddedInstance",
            "PropertyUsage",
            "Provider",
            "PUnit",
            "Reference",
            "Syntax",
            "SyntaxType",
            "TriggerType",
            "UMLPackagePath",
            "XMLNamespaceName");
    private static final List<String> LISTS = List.of(
            "BitMap",
            "ClassConstraint",
            "Correlatable",
            "MappingStrings",
            "MethodConstraint",
            "ModelCorrespondence",
            "PropertyConstraint",
            "ValueMap");

    private static final Map<CimName, Declared> DECLARED = declare();

    private StandardQualifiers() {}

    /**
     * Returns the declaration of a qualifier; without type, and with the default flavor, if it is not a standard one.
     */
    public static Declared of(CimName name) {
        return DECLARED.getOrDefault(name, UNKNOWN);
    }

    private static Map<CimName, Declared> declare() {
        Map<CimName, Declared> all = new HashMap<>();
        declare(all, FIXED_FLAGS, CimPrimitive.BOOLEAN, false, FIXED);
        declare(all, FLAGS, CimPrimitive.BOOLEAN, false, CimFlavor.DEFAULT);
        declare(all, List.of("Abstract", "Experimental"), CimPrimitive.BOOLEAN, false, RESTRICTED);
        declare(all, TRANSLATED_TEXTS, CimPrimitive.STRING, false, TRANSLATED);
        declare(all, TEXTS, CimPrimitive.STRING, false, CimFlavor.DEFAULT);
        declare(all, List.of("ArrayType", "NullValue", "Propagated"), CimPrimitive.STRING, false, FIXED);
        declare(all, List.of("Override"), CimPrimitive.STRING, false, RESTRICTED);
        declare(all, List.of("Version"), CimPrimitive.STRING, false, new CimFlavor(true, false, true));
        declare(all, List.of("Schema"), CimPrimitive.STRING, false, new CimFlavor(false, true, true));
        declare(all, LISTS, CimPrimitive.STRING, true, CimFlavor.DEFAULT);
        declare(all, List.of("BitValues", "Values"), CimPrimitive.STRING, true, TRANSLATED);
        declare(all, List.of("Deprecated"), CimPrimitive.STRING, true, RESTRICTED);
        declare(all, List.of("UnknownValues", "UnsupportedValues"), CimPrimitive.STRING, true, FIXED);
        declare(all, List.of("Max", "MaxLen", "Min", "MinLen"), CimPrimitive.UINT32, false, CimFlavor.DEFAULT);
        declare(all, List.of("MaxValue", "MinValue"), CimPrimitive.SINT64, false, CimFlavor.DEFAULT);
        return Map.copyOf(all);
    }

    private static void declare(
            Map<CimName, Declared> all, List<String> names, CimPrimitive type, boolean array, CimFlavor flavor) {
        for (String name : names) {
            all.put(new CimName(name), new Declared(Optional.of(type), array, flavor));
        }
    }
}
