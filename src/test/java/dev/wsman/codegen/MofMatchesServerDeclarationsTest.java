package dev.wsman.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimDataType;
import dev.wsman.codegen.model.CimElement;
import dev.wsman.codegen.model.CimMethod;
import dev.wsman.codegen.model.CimName;
import dev.wsman.codegen.model.CimPrimitive;
import dev.wsman.codegen.model.CimProperty;
import dev.wsman.codegen.model.CimQualifier;
import dev.wsman.codegen.model.CimRepository;
import dev.wsman.codegen.mof.MofReader;
import dev.wsman.codegen.xml.ClassXmlReader;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** For each class that the shared folder has both in MOF and in a server's reply, both give the same model. */
class MofMatchesServerDeclarationsTest {
    /** The texts that differ, because openwsman serves CIM_ComputerSystem of CIM 2.28 and the MOF is of CIM 2.41. */
    private static final Set<String> NEWER_IN_MOF =
            Set.of("Version", "Dedicated.Description", "Dedicated.ValueMap", "Dedicated.Values");

    @ParameterizedTest
    @ValueSource(strings = {"LAB_Item", "LAB_Many", "LAB_Owns", "LAB_TwoKeys"})
    void readsEqualLabClassesExceptForWhatOpenwsmanOmits(String name) {
        CimClass declared =
                new MofReader().read(SharedDeclarations.lab()).repository().flattened(new CimName(name));
        assertThat(sorted(served(name))).isEqualTo(sorted(asOpenwsmanServes(declared)));
    }

    @Test
    void readsEqualStandardClassExceptForVersion() {
        CimClass declared = asOpenwsmanServes(SharedDeclarations.cim().flattened(new CimName("CIM_ComputerSystem")));
        CimClass served = served("CIM_ComputerSystem");
        assertThat(sorted(without(served, NEWER_IN_MOF))).isEqualTo(sorted(without(declared, NEWER_IN_MOF)));
        assertThat(served.property("Dedicated").orElseThrow().texts("Values")).hasSize(41);
        assertThat(declared.property("Dedicated").orElseThrow().texts("Values")).hasSize(43);
    }

    @Test
    void suppliesByOverlayWhatServerOmits() {
        CimRepository mof = new MofReader().read(SharedDeclarations.lab()).repository();
        for (String name : List.of("LAB_Item", "LAB_Many", "LAB_Owns", "LAB_TwoKeys")) {
            CimClass whole = CimRepository.of(served(name)).overlay(mof).get(new CimName(name));
            assertThat(sorted(withoutOrigins(whole))).isEqualTo(sorted(withoutOrigins(mof.get(new CimName(name)))));
        }
    }

    @Test
    void addsReferencedClassesByOverlayOfAssociation() {
        CimRepository mof = new MofReader().read(SharedDeclarations.lab()).repository();
        assertThat(CimRepository.of(served("LAB_Owns")).overlay(mof).classes())
                .extracting(c -> c.name().text())
                .containsExactly("LAB_Node", "LAB_Owns");
    }

    private static CimClass served(String name) {
        return new ClassXmlReader()
                .read(SharedDeclarations.capture("openwsman/getclass-" + name + ".response.xml"))
                .repository()
                .get(new CimName(name));
    }

    /**
     * Returns the parts of a class that openwsman's format has: no superclass, methods, reference targets, origins or
     * default values.
     */
    private static CimClass asOpenwsmanServes(CimClass declared) {
        return new CimClass(
                declared.name(),
                Optional.empty(),
                declared.qualifiers(),
                declared.properties().stream()
                        .map(p -> new CimProperty(
                                p.name(),
                                p.type().isReference() ? CimDataType.of(CimPrimitive.REFERENCE) : unsized(p.type()),
                                p.qualifiers(),
                                Optional.empty(),
                                Optional.empty(),
                                false))
                        .toList(),
                List.of());
    }

    private static CimDataType unsized(CimDataType type) {
        return type.array() ? type.asArray(OptionalInt.empty()) : type;
    }

    private static CimClass withoutOrigins(CimClass c) {
        return new CimClass(
                c.name(),
                c.superclass(),
                c.qualifiers(),
                c.properties().stream()
                        .map(p -> new CimProperty(
                                p.name(), p.type(), p.qualifiers(), p.defaultValue(), Optional.empty(), false))
                        .toList(),
                c.methods());
    }

    /** Sorts properties and qualifiers, because their order in openwsman's replies has no meaning. */
    private static CimClass sorted(CimClass c) {
        return new CimClass(
                c.name(),
                c.superclass(),
                sorted(c.qualifiers()),
                c.properties().stream()
                        .sorted(Comparator.comparing(CimElement::name))
                        .map(p -> new CimProperty(
                                p.name(),
                                p.type(),
                                sorted(p.qualifiers()),
                                p.defaultValue(),
                                p.origin(),
                                p.propagated()))
                        .toList(),
                c.methods().stream()
                        .sorted(Comparator.comparing(CimMethod::name))
                        .toList());
    }

    private static List<CimQualifier> sorted(List<CimQualifier> qualifiers) {
        return qualifiers.stream()
                .sorted(Comparator.comparing(CimQualifier::name))
                .toList();
    }

    private static CimClass without(CimClass c, Set<String> parts) {
        return new CimClass(
                c.name(),
                c.superclass(),
                c.qualifiers().stream()
                        .filter(q -> !parts.contains(q.name().text()))
                        .toList(),
                c.properties().stream()
                        .map(p -> new CimProperty(
                                p.name(),
                                p.type(),
                                p.qualifiers().stream()
                                        .filter(q -> !parts.contains(p.name() + "." + q.name()))
                                        .toList(),
                                p.defaultValue(),
                                p.origin(),
                                p.propagated()))
                        .toList(),
                c.methods());
    }
}
