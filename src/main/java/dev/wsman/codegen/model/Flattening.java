package dev.wsman.codegen.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Adds the inherited members and qualifiers to a class (DSP0004 §5.6.1.3: subclasses inherit a qualifier whose flavor
 * is ToSubclass).
 */
final class Flattening {
    private final CimRepository repository;

    Flattening(CimRepository repository) {
        this.repository = repository;
    }

    CimClass of(CimClass declared) {
        List<CimClass> chain = new ArrayList<>(repository.superclasses(declared.name()));
        Collections.reverse(chain);
        chain.add(declared);
        Map<CimName, CimProperty> properties = new LinkedHashMap<>();
        Map<CimName, CimMethod> methods = new LinkedHashMap<>();
        List<CimQualifier> qualifiers = List.of();
        for (CimClass level : chain) {
            boolean inherited = level != declared;
            qualifiers = inherit(level.qualifiers(), qualifiers);
            level.properties()
                    .forEach(p -> properties.merge(
                            p.name(), withOrigin(p, level, inherited), (above, own) -> override(own, above)));
            level.methods()
                    .forEach(m -> methods.merge(
                            m.name(), withOrigin(m, level, inherited), (above, own) -> override(own, above)));
        }
        return new CimClass(
                declared.name(),
                declared.superclass(),
                qualifiers,
                List.copyOf(properties.values()),
                List.copyOf(methods.values()));
    }

    private static CimProperty withOrigin(CimProperty p, CimClass level, boolean inherited) {
        return new CimProperty(
                p.name(),
                p.type(),
                p.qualifiers(),
                p.defaultValue(),
                p.origin().or(() -> Optional.of(level.name())),
                inherited || p.propagated());
    }

    private static CimMethod withOrigin(CimMethod m, CimClass level, boolean inherited) {
        return new CimMethod(
                m.name(),
                m.returnType(),
                m.parameters(),
                m.qualifiers(),
                m.origin().or(() -> Optional.of(level.name())),
                inherited || m.propagated());
    }

    private static CimProperty override(CimProperty own, CimProperty above) {
        return new CimProperty(
                own.name(),
                own.type(),
                inherit(own.qualifiers(), above.qualifiers()),
                own.defaultValue().or(above::defaultValue),
                own.origin(),
                own.propagated());
    }

    private static CimMethod override(CimMethod own, CimMethod above) {
        return new CimMethod(
                own.name(),
                own.returnType(),
                own.parameters(),
                inherit(own.qualifiers(), above.qualifiers()),
                own.origin(),
                own.propagated());
    }

    private static List<CimQualifier> inherit(List<CimQualifier> own, List<CimQualifier> above) {
        List<CimQualifier> all = new ArrayList<>(own);
        Set<CimName> names = new HashSet<>();
        own.forEach(qualifier -> names.add(qualifier.name()));
        above.stream()
                .filter(q -> q.flavor().toSubclass())
                .filter(q -> !names.contains(q.name()))
                .forEach(all::add);
        return all;
    }
}
