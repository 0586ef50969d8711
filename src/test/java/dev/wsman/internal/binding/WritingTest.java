package dev.wsman.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.xml.bind.JAXBElement;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlSeeAlso;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.Test;

/** Writes objects of the caller's JAXB classes as elements. */
class WritingTest {
    private static final String P = " xmlns:p=\"" + ItemTexts.SERVICE + "\"";

    @Test
    void writesClassWithoutNamespaceInThatOfResource() {
        Plain plain = new Plain();
        plain.name = "a<b";
        plain.values = List.of(1, 2);
        assertThat(ItemTexts.write(plain))
                .isEqualTo("<p:Win32_Service" + P
                        + "><p:Name>a&lt;b</p:Name><p:Values>1</p:Values><p:Values>2</p:Values></p:Win32_Service>");
    }

    @Test
    void namesRootAsRequestedUnlessClassNamesIt() {
        assertThat(ItemTexts.write(new Plain(), "StopService_INPUT")).isEqualTo("<p:StopService_INPUT" + P + "/>");
        assertThat(ItemTexts.write(new Rooted(), "Other")).startsWith("<p:Mine" + P);
        assertThat(ItemTexts.write(new JAXBElement<>(new QName("Given"), Plain.class, new Plain())))
                .startsWith("<p:Given" + P);
    }

    @Test
    void keepsDeclaredNamespace() {
        Declared declared = new Declared();
        declared.name = "a";
        assertThat(ItemTexts.write(declared))
                .isEqualTo("<n1:Declared xmlns:n1=\"urn:declared\"><n1:Name>a</n1:Name></n1:Declared>");
    }

    @Test
    void leavesOutNullUnlessNillable() {
        assertThat(ItemTexts.write(new Nillable()))
                .isEqualTo("<p:Win32_Service" + P
                        + "><p:Name xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/>"
                        + "</p:Win32_Service>");
    }

    @Test
    void writesTypeOfSubclassWithinProperty() {
        Holder holder = new Holder();
        Special special = new Special();
        special.extra = 7;
        holder.held = special;
        assertThat(ItemTexts.write(holder))
                .contains(
                        "<p:Held xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"p:Special_Type\">")
                .contains("<p:Extra>7</p:Extra>");
        assertThat(ItemTexts.read(Holder.class, ItemTexts.write(holder)).held).isInstanceOf(Special.class);
    }

    @Test
    void writesBackObjectThatWasRead() {
        Plain plain = ItemTexts.readService(Plain.class, "<p:Values>3</p:Values><p:Name>n</p:Name>");
        assertThat(ItemTexts.write(plain))
                .isEqualTo("<p:Win32_Service" + P + "><p:Name>n</p:Name><p:Values>3</p:Values></p:Win32_Service>");
    }

    @Test
    void rejectsObjectThatCannotBeWritten() {
        assertThatThrownBy(() -> ItemTexts.write(new Plain(), "*"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rootName");
        assertThatThrownBy(() -> ItemTexts.write("text"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.String");
        ReferencesTest.Nest cycle = new ReferencesTest.Nest();
        cycle.bean = cycle;
        assertThatThrownBy(() -> ItemTexts.write(cycle, "Nest"))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("Nest");
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Plain {
        @XmlElement(name = "Name")
        String name;

        @XmlElement(name = "Values")
        List<Integer> values;
    }

    @XmlRootElement(name = "Mine")
    static class Rooted {}

    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlRootElement(name = "Declared", namespace = "urn:declared")
    static class Declared {
        @XmlElement(name = "Name", namespace = "urn:declared")
        String name;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Nillable {
        @XmlElement(name = "Name", nillable = true)
        String name;

        @XmlElement(name = "Other")
        String other;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlSeeAlso(Special.class)
    static class Base {}

    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(name = "Special_Type")
    static class Special extends Base {
        @XmlElement(name = "Extra")
        int extra;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Holder {
        @XmlElement(name = "Held")
        Base held;
    }
}
