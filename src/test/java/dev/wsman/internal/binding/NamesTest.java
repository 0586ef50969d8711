package dev.wsman.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeStreamReader;
import dev.wsman.internal.xml.XmlFactories;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlAnyElement;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlElementWrapper;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlSeeAlso;
import jakarta.xml.bind.annotation.XmlTransient;
import jakarta.xml.bind.annotation.XmlType;
import jakarta.xml.bind.annotation.XmlValue;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Binds elements to properties by name, in classes of every form that JAXB supports. */
class NamesTest {
    @Test
    void bindsClassWithoutAnnotationsByLocalNames() {
        Plain plain = ItemTexts.readService(Plain.class, "<p:Name>winmgmt</p:Name><p:ProcessId>42</p:ProcessId>");
        assertThat(plain.getName()).isEqualTo("winmgmt");
        assertThat(plain.getProcessId()).isEqualTo(42);
    }

    @Test
    void ignoresNameAndNamespaceOfRoot() { // the output of GetFactors on OMI is named X_SmallNumber_OUTPUT
        Rooted rooted = ItemTexts.read(Rooted.class, "<X_OUTPUT xmlns='urn:other'><Name>a</Name></X_OUTPUT>");
        assertThat(rooted.name).isEqualTo("a");
    }

    @Test
    void bindsPropertyFromAnyNamespaceAndFromNone() {
        assertThat(ItemTexts.readService(Rooted.class, "<p:Name>a</p:Name>").name)
                .isEqualTo("a");
        assertThat(ItemTexts.read(Rooted.class, "<r><Name>b</Name></r>").name).isEqualTo("b");
        assertThat(ItemTexts.read(Rooted.class, "<r xmlns='urn:declared'><Name>c</Name></r>").name)
                .isEqualTo("c");
    }

    @Test
    void prefersExactNameInAnyOrder() {
        String exact = "<x:Name xmlns:x='urn:declared'>exact</x:Name>";
        assertThat(ItemTexts.readService(Rooted.class, exact + "<p:Name>other</p:Name>").name)
                .isEqualTo("exact");
        assertThat(ItemTexts.readService(Rooted.class, "<p:Name>other</p:Name>" + exact).name)
                .isEqualTo("exact");
    }

    @Test
    void prefersNamespaceOfItemIfClassHasNone() {
        String stranger = "<cim:Name>stranger</cim:Name>";
        assertThat(ItemTexts.readService(Plain.class, "<p:Name>own</p:Name>" + stranger)
                        .getName())
                .isEqualTo("own");
        assertThat(ItemTexts.readService(Plain.class, stranger + "<p:Name>own</p:Name>")
                        .getName())
                .isEqualTo("own");
    }

    @Test
    void distinguishesPropertiesByNamespace() {
        TwoNames two = ItemTexts.read(
                TwoNames.class, "<r xmlns:a='urn:a' xmlns:b='urn:b'><b:Name>second</b:Name><a:Name>first</a:Name></r>");
        assertThat(two.first).isEqualTo("first");
        assertThat(two.second).isEqualTo("second");
    }

    @Test
    void ignoresCaseOfNameAsLastResort() {
        assertThat(ItemTexts.readService(Plain.class, "<p:NAME>a</p:NAME>").getName())
                .isEqualTo("a");
        assertThat(ItemTexts.readService(Rooted.class, "<p:Name>right</p:Name><p:NAME>wrong</p:NAME>").name)
                .isEqualTo("right");
    }

    @Test
    void bindsPropertiesOfSuperclassesAndHiddenSuperclasses() {
        Derived derived = ItemTexts.readService(
                Derived.class, "<p:Caption>c</p:Caption><p:Name>n</p:Name><p:State>Running</p:State>");
        assertThat(derived.caption).isEqualTo("c");
        assertThat(derived.name).isEqualTo("n");
        assertThat(derived.state).isEqualTo("Running");
    }

    @Test
    void usesKnownSubclassAndIgnoresUnknownType() {
        Base known = ItemTexts.read(
                Base.class,
                "<p:Any xmlns:p='urn:p' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
                        + "xsi:type='p:Special_Type'><p:Extra>7</p:Extra></p:Any>");
        assertThat(known).isInstanceOfSatisfying(Special.class, special -> assertThat(special.extra)
                .isEqualTo(7));
        assertThat(ItemTexts.readService(Base.class, "<p:Extra>7</p:Extra>").getClass())
                .isEqualTo(Base.class);
    }

    @Test
    void usesKnownSubclassWithinProperty() {
        Holder holder =
                ItemTexts.readService(Holder.class, "<p:Held xsi:type='p:Special_Type'><p:Extra>7</p:Extra></p:Held>");
        assertThat(holder.held).isInstanceOfSatisfying(Special.class, special -> assertThat(special.extra)
                .isEqualTo(7));
        holder = ItemTexts.readService(
                Holder.class, "<p:Held xsi:type='p:Unknown_Type'><p:Caption>c</p:Caption></p:Held>");
        assertThat(holder.held.getClass()).isEqualTo(Base.class);
        assertThat(holder.held.caption).isEqualTo("c");
    }

    @Test
    void skipsUnknownPropertiesOfAnyShape() {
        Plain plain = ItemTexts.readService(
                Plain.class, "<p:New><p:Deep><p:Name>wrong</p:Name></p:Deep></p:New><!-- c --><p:Name>right</p:Name>");
        assertThat(plain.getName()).isEqualTo("right");
    }

    @Test
    void readsWrappersAnyElementsAttributesAndValuesAsJaxbDoes() {
        Rich rich = ItemTexts.readService(
                Rich.class,
                "<p:Addresses><p:Address>a</p:Address><p:Address>b</p:Address></p:Addresses>"
                        + "<p:Size Unit='KB'> 12 </p:Size><p:Other x='1'><p:Inner>i</p:Inner></p:Other>");
        assertThat(rich.addresses).containsExactly("a", "b");
        assertThat(rich.size.unit).isEqualTo("KB");
        assertThat(rich.size.amount).isEqualTo(12);
        assertThat(rich.others).singleElement().satisfies(other -> {
            assertThat(other.getLocalName()).isEqualTo("Other");
            assertThat(other.getNamespaceURI()).isEqualTo(ItemTexts.SERVICE);
            assertThat(other.getAttribute("x")).isEqualTo("1");
            assertThat(other.getTextContent()).isEqualTo("i");
        });
    }

    @Test
    void leavesReaderAtEndOfItem() throws XMLStreamException {
        XMLStreamReader reader = ItemTexts.reader("<Items><a><Name>1</Name></a><b><Name>2</Name><Odd/></b></Items>");
        TypedBinding<Plain> binding = TypedBinding.of(Plain.class);
        reader.nextTag();
        assertThat(binding.read(reader).getName()).isEqualTo("1");
        assertThat(reader.getEventType()).isEqualTo(XMLStreamConstants.END_ELEMENT);
        assertThat(reader.getLocalName()).isEqualTo("a");
        reader.nextTag();
        assertThat(binding.read(reader).getName()).isEqualTo("2");
        assertThat(reader.getLocalName()).isEqualTo("b");
        assertThat(reader.nextTag()).isEqualTo(XMLStreamConstants.END_ELEMENT);
        assertThat(reader.getLocalName()).isEqualTo("Items");
    }

    @Test
    void readsTreeAsStream() throws XMLStreamException {
        Tree tree = XmlFactories.parse(
                "<p:S xmlns:p='urn:p'><p:Name>a</p:Name><p:New><p:Deep/></p:New><p:ProcessId> 7 </p:ProcessId></p:S>");
        TypedBinding<Plain> binding = TypedBinding.of(Plain.class);
        XMLStreamReader reader = TreeStreamReader.onStartTag(tree);
        Plain plain = binding.read(reader);
        assertThat(plain.getName()).isEqualTo("a");
        assertThat(plain.getProcessId()).isEqualTo(7);
        assertThat(reader.getEventType()).isEqualTo(XMLStreamConstants.END_ELEMENT);
    }

    @Test
    void startsEachItemWithoutValuesOfPreviousOne() throws XMLStreamException {
        XMLStreamReader reader = ItemTexts.reader("<Items><a><Name>1</Name></a><b/></Items>");
        TypedBinding<Plain> binding = TypedBinding.of(Plain.class);
        reader.nextTag();
        binding.read(reader);
        reader.nextTag();
        assertThat(binding.read(reader).getName()).isNull();
    }

    @Test
    void rejectsClassThatJaxbCannotBindWithNameAndReason() {
        assertThatThrownBy(() -> TypedBinding.of(ARecord.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(ARecord.class.getName())
                .hasMessageContaining("record");
        assertThatThrownBy(() -> TypedBinding.of(NoConstructor.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(NoConstructor.class.getName())
                .hasMessageContaining("constructor");
        assertThatThrownBy(() -> TypedBinding.of(Runnable.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Runnable")
                .hasMessageContaining("interface");
        assertThatThrownBy(() -> TypedBinding.of(String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.String");
        assertThatThrownBy(() -> TypedBinding.of(int[].class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TypedBinding.of(Thread.State.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TypedBinding.of(Clash.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name");
    }

    /** Has properties and no annotations. */
    public static class Plain {
        private String name;
        private int processId;

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }

        public int getProcessId() {
            return processId;
        }

        public void setProcessId(int processId) {
            this.processId = processId;
        }
    }

    @XmlRootElement(name = "Other", namespace = "urn:declared")
    @XmlAccessorType(XmlAccessType.FIELD)
    static class Rooted {
        @XmlElement(name = "Name", namespace = "urn:declared")
        String name;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class TwoNames {
        @XmlElement(name = "Name", namespace = "urn:a")
        String first;

        @XmlElement(name = "Name", namespace = "urn:b")
        String second;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlSeeAlso(Special.class)
    static class Base {
        @XmlElement(name = "Caption")
        String caption;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(name = "Special")
    static class Special extends Base {
        @XmlElement(name = "Extra")
        int extra;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Holder {
        @XmlElement(name = "Held")
        Base held;
    }

    @XmlTransient
    @XmlAccessorType(XmlAccessType.FIELD)
    static class Hidden extends Base {
        @XmlElement(name = "Name")
        String name;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Derived extends Hidden {
        @XmlElement(name = "State")
        String state;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Rich {
        @XmlElementWrapper(name = "Addresses")
        @XmlElement(name = "Address")
        List<String> addresses;

        @XmlElement(name = "Size")
        Size size;

        @XmlAnyElement
        List<Element> others;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Size {
        @XmlAttribute(name = "Unit")
        String unit;

        @XmlValue
        int amount;
    }

    record ARecord(String name) {}

    static class NoConstructor {
        NoConstructor(String name) {
            assertThat(name).isNotNull();
        }
    }

    /** JAXB binds both the field and the property: a common mistake. */
    public static class Clash {
        @XmlElement
        private String name;

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }
    }
}
