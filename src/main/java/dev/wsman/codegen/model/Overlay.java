package dev.wsman.codegen.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Completes the declarations of a server from MOF: see {@link CimRepository#overlay}. */
final class Overlay {
    /**
     * Qualifiers whose value in MOF is better: OMI sends numbers of a string table as texts, and Windows omits amended
     * qualifiers.
     */
    private static final Set<CimName> TEXTS = Stream.of(
                    "Description",
                    "DisplayName",
                    "DisplayDescription",
                    "Units",
                    "PUnit",
                    "Deprecated",
                    "MappingStrings")
            .map(CimName::new)
            .collect(Collectors.toUnmodifiableSet());

    /** Lists that belong together: both are taken from the same source. */
    private static final List<Set<CimName>> PAIRS = List.of(
            Set.of(new CimName("ValueMap"), new CimName("Values")),
            Set.of(new CimName("BitMap"), new CimName("BitValues")));

    private final CimRepository live;
    private final CimRepository mof;

    Overlay(CimRepository live, CimRepository mof) {
        this.live = live;
        this.mof = mof;
    }

    CimRepository result() {
        List<CimClass> merged = live.classes().stream().map(this::merge).toList();
        CimRepository known = CimRepository.of(merged);
        List<CimClass> all = new ArrayList<>(merged);
        List<CimName> needed = new ArrayList<>();
        merged.forEach(c -> needed.addAll(referenced(c)));
        mof.closure(needed).classes().stream()
                .filter(c -> known.find(c.name()).isEmpty())
                .forEach(all::add);
        return CimRepository.of(all);
    }

    private static List<CimName> referenced(CimClass declared) {
        List<CimName> names = new ArrayList<>();
        CimRepository.needs(declared, names::add);
        return names;
    }

    private CimClass merge(CimClass served) {
        Optional<CimClass> declared = mof.find(served.name());
        if (declared.isEmpty()) {
            return served;
        }
        CimClass full = mof.flattened(served.name());
        return new CimClass(
                served.name(),
                served.superclass().or(() -> declared.get().superclass()),
                merge(served.qualifiers(), declared.get().qualifiers()),
                served.properties().stream()
                        .map(p -> merge(p, full.property(p.name())))
                        .toList(),
                methods(served, declared.get(), full));
    }

    private static CimProperty merge(CimProperty served, Optional<CimProperty> declared) {
        return declared.map(d -> new CimProperty(
                        served.name(),
                        merge(served.type(), d.type()),
                        merge(served.qualifiers(), d.qualifiers()),
                        served.defaultValue().or(d::defaultValue),
                        served.origin().or(d::origin),
                        served.propagated() || d.propagated()))
                .orElse(served);
    }

    private static CimDataType merge(CimDataType served, CimDataType declared) {
        boolean targetMissing = served.isReference() && served.referenceClass().isEmpty();
        Optional<CimName> target = targetMissing ? declared.referenceClass() : served.referenceClass();
        boolean sizeMissing = served.array() && served.arraySize().isEmpty() && declared.array();
        return new CimDataType(
                served.primitive(), target, served.array(), sizeMissing ? declared.arraySize() : served.arraySize());
    }

    /** Takes all methods from MOF if the server lists none: openwsman's format cannot contain methods. */
    private static List<CimMethod> methods(CimClass served, CimClass declared, CimClass full) {
        if (served.methods().isEmpty()) {
            return declared.methods();
        }
        return served.methods().stream()
                .map(m -> full.method(m.name()).map(d -> merge(m, d)).orElse(m))
                .toList();
    }

    private static CimMethod merge(CimMethod served, CimMethod declared) {
        return new CimMethod(
                served.name(),
                served.returnType().or(declared::returnType),
                served.parameters().stream()
                        .map(p -> declared.parameter(p.name())
                                .map(d -> new CimParameter(
                                        p.name(), merge(p.type(), d.type()), merge(p.qualifiers(), d.qualifiers())))
                                .orElse(p))
                        .toList(),
                merge(served.qualifiers(), declared.qualifiers()),
                served.origin().or(declared::origin),
                served.propagated());
    }

    private static List<CimQualifier> merge(List<CimQualifier> served, List<CimQualifier> declared) {
        Set<CimName> inMof = declared.stream().map(CimQualifier::name).collect(Collectors.toSet());
        Set<CimName> present = served.stream().map(CimQualifier::name).collect(Collectors.toSet());
        List<CimQualifier> all = new ArrayList<>();
        served.stream().filter(q -> !mofDecides(q.name(), inMof)).forEach(all::add);
        declared.stream()
                .filter(q -> mofDecides(q.name(), inMof) || !present.contains(q.name()))
                .forEach(all::add);
        return all;
    }

    private static boolean mofDecides(CimName qualifier, Set<CimName> inMof) {
        return TEXTS.contains(qualifier) && inMof.contains(qualifier)
                || PAIRS.stream()
                        .anyMatch(pair ->
                                pair.contains(qualifier) && pair.stream().anyMatch(inMof::contains));
    }
}
