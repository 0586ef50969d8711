package dev.wsman.codegen.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.codegen.SharedDeclarations;
import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimMethod;
import dev.wsman.codegen.model.CimName;
import dev.wsman.codegen.model.CimProperty;
import dev.wsman.codegen.model.CimValue;
import dev.wsman.codegen.model.DeclarationException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassXmlReaderTest {

    @Test
    void readsInheritanceKeysReferencesAndEmbeddedInstancesOfOmi() {
        CimClass types = captured("omi/get-AllDMTFTypes.response.xml", "TestClass_AllDMTFTypes");
        assertThat(types.superclass()).contains(new CimName("TestClass_PropertyValues"));
        assertThat(types.properties()).hasSize(19);
        CimProperty key = types.property("v_Key").orElseThrow();
        assertThat(key.isKey()).isTrue();
        assertThat(key.propagated()).isTrue();
        assertThat(key.origin()).contains(new CimName("TestClass_PropertyValues"));
        assertThat(key.qualifier("Key").orElseThrow().flavor().overridable()).isFalse();
        assertThat(types.property("v_reference").orElseThrow().type()).hasToString("TestClass_ForEmbedded REF");
        assertThat(types.property("v_octetUint8").orElseThrow().type()).hasToString("uint8[]");
        assertThat(types.property("v_octetUint8").orElseThrow().is("OctetString"))
                .isTrue();
        assertThat(types.property("v_embeddedInstance").orElseThrow().text("EmbeddedInstance"))
                .contains("TestClass_ForEmbedded");
    }

    @Test
    void readsParametersOfOmiInOrderWithDirection() {
        CimClass calc = captured("omi/get-Calc.response.xml", "TestClass_MethodProvider_Calc");
        CimMethod add = calc.method("Add").orElseThrow();
        assertThat(add.isStatic()).isTrue();
        assertThat(add.returnType().orElseThrow()).hasToString("uint64");
        assertThat(add.parameters())
                .extracting(p -> p.name() + (p.isInput() ? " in" : "") + (p.isOutput() ? " out" : ""))
                .containsExactly("Left in", "Right in", "sum out");
        CimMethod arrays = captured("omi/get-AllDMTFArrays.response.xml", "TestClass_AllDMTFArrays")
                .method("GetReferenceArray")
                .orElseThrow();
        assertThat(arrays.parameters().get(0).type()).hasToString("TestClass_ForEmbedded REF[]");
    }

    @Test
    void readsDeclarationOfOmiWithoutOptions() {
        CimClass bare = captured("omi/get-X_SmallNumber-noopts.response.xml", "X_SmallNumber");
        assertThat(bare.properties()).extracting(p -> p.name().text()).containsExactly("SpelledNumber");
        assertThat(bare.properties()).noneMatch(CimProperty::isKey);
        CimClass full = captured("omi/get-X_SmallNumber.response.xml", "X_SmallNumber");
        assertThat(full.property("Number").orElseThrow().isKey()).isTrue();
        assertThat(full.properties())
                .extracting(p -> p.name().text())
                .containsExactly("Description", "Number", "SpelledNumber");
    }

    @Test
    void resolvesEscapesOfOpenwsman() {
        CimClass system = captured("openwsman/getclass-CIM_ComputerSystem.response.xml", "CIM_ComputerSystem");
        assertThat(system.property("Roles").orElseThrow().text("Description").orElseThrow())
                .contains("might be 'Building 8 print server' or", "multiple roles. \nNote that");
    }

    @Test
    void readsClassNamesOfOpenwsman() {
        ClassXmlReader reader =
                new ClassXmlReader().read(SharedDeclarations.capture("openwsman/enumclassnames-deep.response.xml"));
        assertThat(reader.classNames())
                .hasSize(32)
                .contains(new CimName("lab_item"), new CimName("CIM_ComputerSystem"));
    }

    @Test
    void rejectsFaultAsDeclaration() {
        Path fault = SharedDeclarations.capture("omi/get-nope.response.xml");
        assertThatThrownBy(() -> new ClassXmlReader().read(fault))
                .isInstanceOf(DeclarationException.class)
                .hasMessageContaining("no class declaration in this Envelope");
    }

    @Test
    void readsDefaultValuesAndArraysWithNulls() {
        CimClass x = read("""
                <CLASS NAME="X">
                  <PROPERTY NAME="A" TYPE="uint8"><VALUE> 5 </VALUE></PROPERTY>
                  <PROPERTY.ARRAY NAME="B" TYPE="string" ARRAYSIZE="3"><VALUE.ARRAY><VALUE>b &amp; c</VALUE><VALUE.NULL/></VALUE.ARRAY></PROPERTY.ARRAY>
                  <PROPERTY NAME="C" TYPE="string" EmbeddedObject="object"/>
                </CLASS>""");
        assertThat(x.property("A").orElseThrow().defaultValue()).contains(CimValue.of("5"));
        assertThat(x.property("B").orElseThrow().defaultValue()).contains(CimValue.arrayOf("b & c", null));
        assertThat(x.property("B").orElseThrow().type()).hasToString("string[3]");
        assertThat(x.property("C").orElseThrow().is("EmbeddedObject")).isTrue();
    }

    @Test
    void notesUnknownTypesAndRepeatedProperties() {
        ClassXmlReader reader = new ClassXmlReader()
                .read(
                        "s",
                        "<CLASS NAME='X'><PROPERTY NAME='A' TYPE='money'/><PROPERTY NAME='a' TYPE='uint8'/></CLASS>");
        assertThat(reader.repository().get(new CimName("X")).properties())
                .singleElement()
                .satisfies(p -> assertThat(p.type()).hasToString("string"));
        assertThat(reader.notes())
                .containsExactly(
                        "s, class X: unknown type 'money' of A read as string",
                        "s, class X: property a is repeated; the repetition is skipped");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<CLASS/> | s, class (unnamed): CLASS has no NAME",
                "<CLASS NAME='X'><PROPERTY NAME='A'/></CLASS> | s, class X: PROPERTY A has no TYPE",
                "<CLASS NAME='X'><PROPERTY.ARRAY NAME='A' TYPE='uint8' ARRAYSIZE='many'/></CLASS> | ARRAYSIZE of A is 'many'",
                "<CLASS NAME='X'> | s:1:",
                "hello | not well-formed XML",
                "<GetClass><properties><property/></properties></GetClass> | property has no name",
            })
    void namesClassAndProblemInErrors(String xml, String message) {
        assertThatThrownBy(() -> new ClassXmlReader().read("s", xml))
                .isInstanceOf(DeclarationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void rejectsEndlesslyNestedElements() {
        String deep = "<CLASS NAME='X'>" + "<A>".repeat(500) + "</A>".repeat(500) + "</CLASS>";
        assertThatThrownBy(() -> new ClassXmlReader().read("s", deep)).hasMessageContaining("nested deeper than 64");
    }

    @Test
    void doesNotReadExternalEntities() {
        String xml = "<!DOCTYPE CLASS [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><CLASS NAME='X'>"
                + "<QUALIFIER NAME='Description' TYPE='string'><VALUE>a&e;b</VALUE></QUALIFIER></CLASS>";
        assertThatThrownBy(() -> read(xml))
                .isInstanceOf(DeclarationException.class)
                .hasMessageContaining("Undeclared general entity");
    }

    private static CimClass read(String xml) {
        return new ClassXmlReader()
                .read("test", xml)
                .repository()
                .classes()
                .iterator()
                .next();
    }

    private static CimClass captured(String file, String name) {
        return new ClassXmlReader()
                .read(SharedDeclarations.capture(file))
                .repository()
                .get(new CimName(name));
    }
}
