package dev.wsman.codegen.java;

import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimName;
import dev.wsman.codegen.model.CimRepository;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Assigns a Java class name to each generated CIM class. */
final class ClassNames {
    /** The class that represents CIM classes without a generated superclass. */
    static final String BASE = JavaTypes.CIM_OBJECT.simpleName();

    private final CimRepository repository;
    private final Map<CimName, String> names = new TreeMap<>();
    private final String packageName;

    ClassNames(CimRepository repository, Collection<CimName> generated, String packageName) {
        this.repository = repository;
        this.packageName = packageName;
        Map<String, Integer> wanted = new HashMap<>();
        generated.forEach(name -> wanted.merge(JavaNames.type(name).toLowerCase(Locale.ROOT), 1, Integer::sum));
        UniqueNames taken = new UniqueNames(JavaNames.TYPES);
        for (CimName name : generated) {
            String type = JavaNames.type(name);
            boolean shared = wanted.get(type.toLowerCase(Locale.ROOT)) > 1;
            // keeps the underscores of names such as ACME_Disk and ACMEDisk, which differ in nothing else
            names.put(name, taken.take(shared ? JavaNames.spelledType(name) : type));
        }
    }

    Collection<CimName> generated() {
        return Collections.unmodifiableSet(names.keySet());
    }

    String packageName() {
        return packageName;
    }

    String of(CimName name) {
        return names.getOrDefault(name, BASE);
    }

    /**
     * Returns the Java class that represents a CIM class: its own, or else that of its nearest superclass that is
     * generated.
     */
    String representing(CimName name) {
        return names.containsKey(name) ? of(name) : parent(name).map(this::of).orElse(BASE);
    }

    /** Returns the nearest superclass that is generated. */
    Optional<CimName> parent(CimName name) {
        return repository.superclasses(name).stream()
                .map(CimClass::name)
                .filter(names::containsKey)
                .findFirst();
    }
}
