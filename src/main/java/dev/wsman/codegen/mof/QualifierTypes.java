package dev.wsman.codegen.mof;

import dev.wsman.codegen.model.CimFlavor;
import dev.wsman.codegen.model.CimName;
import dev.wsman.codegen.model.CimPrimitive;
import dev.wsman.codegen.model.CimQualifier;
import dev.wsman.codegen.model.CimValue;
import dev.wsman.codegen.model.StandardQualifiers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The qualifier types that all files declare. An undeclared qualifier has its standard type. */
final class QualifierTypes {

    /** A use of a qualifier. Its declaration may be in a later file. */
    record Used(CimName name, Optional<MofLiteral> value, Set<String> flavors, String source, MofToken at) {}

    private record Declaration(CimPrimitive type, boolean array, Optional<CimValue> value, CimFlavor flavor) {}

    private final Map<CimName, Declaration> declared = new HashMap<>();
    private final Set<CimName> unknown = new HashSet<>();
    private final Consumer<String> notes;

    QualifierTypes(Consumer<String> notes) {
        this.notes = notes;
    }

    void declare(CimName name, CimPrimitive type, boolean array, Optional<CimValue> value, Set<String> flavors) {
        declared.put(name, new Declaration(type, array, value, flavor(CimFlavor.DEFAULT, flavors)));
    }

    List<CimQualifier> resolve(List<Used> used) {
        Map<CimName, CimQualifier> resolved = new LinkedHashMap<>();
        used.forEach(q -> resolved.put(q.name(), resolve(q)));
        return List.copyOf(resolved.values());
    }

    private CimQualifier resolve(Used used) {
        Declaration declaration = declared.get(used.name());
        if (declaration == null) {
            declaration = undeclared(used);
        }
        Declaration as = declaration;
        Optional<CimValue> value =
                used.value().isEmpty() ? implied(as) : used.value().get().as(as.type(), as.array(), used.source());
        return new CimQualifier(used.name(), as.type(), value, flavor(as.flavor(), used.flavors()));
    }

    /** DSP0004 annex A: a qualifier without a value is true if it is boolean, and NULL otherwise. */
    private static Optional<CimValue> implied(Declaration as) {
        return as.type() == CimPrimitive.BOOLEAN && !as.array() ? Optional.of(CimValue.of("true")) : Optional.empty();
    }

    private Declaration undeclared(Used used) {
        StandardQualifiers.Declared standard = StandardQualifiers.of(used.name());
        boolean braces = used.value().map(MofLiteral::array).orElse(false);
        if (standard.type().isPresent()) {
            return new Declaration(
                    standard.type().get(), standard.array() || braces, Optional.empty(), standard.flavor());
        }
        if (unknown.add(used.name())) {
            notes.accept(
                    used.source() + ":" + used.at().line() + ":" + used.at().column() + ": qualifier " + used.name()
                            + " is not declared; its type is taken from its value");
        }
        CimPrimitive type = used.value().map(MofLiteral::suggested).orElse(CimPrimitive.BOOLEAN);
        return new Declaration(type, braces, Optional.empty(), CimFlavor.DEFAULT);
    }

    private static CimFlavor flavor(CimFlavor basis, Set<String> written) {
        boolean overridable =
                written.contains("enableoverride") || basis.overridable() && !written.contains("disableoverride");
        boolean toSubclass = written.contains("tosubclass") || basis.toSubclass() && !written.contains("restricted");
        boolean translatable = basis.translatable() || written.contains("translatable") || written.contains("amended");
        return new CimFlavor(overridable, toSubclass, translatable);
    }
}
