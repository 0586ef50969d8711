package dev.wsman.codegen;

import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimName;
import dev.wsman.codegen.model.CimRepository;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How many classes a run generated, and why.
 *
 * @param named the classes that a name or a pattern selects; all if there are none of them
 * @param superclasses others, which a named class extends
 * @param referenced the rest: targets of references, classes of embedded instances, and what these extend
 */
record ClassCounts(int named, int superclasses, int referenced) {

    static ClassCounts of(CimRepository selected, List<String> namesAndPatterns) {
        if (namesAndPatterns.isEmpty()) {
            return new ClassCounts(selected.classes().size(), 0, 0);
        }
        Set<CimName> named = new HashSet<>();
        namesAndPatterns.forEach(pattern -> named.addAll(selected.matching(pattern)));
        Set<CimName> above = new HashSet<>();
        named.forEach(
                name -> selected.superclasses(name).stream().map(CimClass::name).forEach(above::add));
        above.removeAll(named);
        int others = selected.classes().size() - named.size() - above.size();
        return new ClassCounts(named.size(), above.size(), others);
    }

    int all() {
        return named + superclasses + referenced;
    }

    /** Describes the counts: {@code 4 classes (2 named, 1 superclass, 1 referenced)}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        if (all() > named) {
            parts.add(named + " named");
        }
        if (superclasses > 0) {
            parts.add(GenerationReport.count(superclasses, "superclass", "superclasses"));
        }
        if (referenced > 0) {
            parts.add(referenced + " referenced");
        }
        String classes = GenerationReport.count(all(), "class", "classes");
        return parts.isEmpty() ? classes : classes + " (" + String.join(", ", parts) + ")";
    }
}
