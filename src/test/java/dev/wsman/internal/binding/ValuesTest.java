package dev.wsman.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlEnum;
import jakarta.xml.bind.annotation.XmlEnumValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Converts the text of simple properties to Java values. */
class ValuesTest {
    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", "True", "1", " true "})
    void readsTrueInFormsOfServers(String text) {
        Simple simple =
                ItemTexts.readService(Simple.class, "<p:Flag>" + text + "</p:Flag><p:Boxed>" + text + "</p:Boxed>");
        assertThat(simple.flag).isTrue();
        assertThat(simple.boxed).isTrue();
    }

    @Test
    void readsFalseInFormsOfServers() {
        assertThat(ItemTexts.readService(Simple.class, "<p:Boxed>FALSE</p:Boxed>").boxed)
                .isFalse();
        assertThat(ItemTexts.readService(Simple.class, "<p:Boxed>0</p:Boxed>").boxed)
                .isFalse();
    }

    @Test
    void readsNumbersWithWhiteSpaceAround() {
        Simple simple = ItemTexts.readService(
                Simple.class,
                "<p:Count>\n 42 </p:Count><p:Size> 7</p:Size><p:Real> 1.5 </p:Real><p:Long>\t9\n</p:Long>"
                        + "<p:Exact> 1.50 </p:Exact>");
        assertThat(simple.count).isEqualTo(42);
        assertThat(simple.size).isEqualTo(7);
        assertThat(simple.real).isEqualTo(1.5);
        assertThat(simple.longer).isEqualTo(9);
        assertThat(simple.exact).isEqualTo(new BigDecimal("1.50"));
    }

    @Test
    void readsUint64BeyondLongIntoBigInteger() {
        assertThat(ItemTexts.readService(Simple.class, "<p:Huge>18446744073709551615</p:Huge>").huge)
                .isEqualTo(new BigInteger("18446744073709551615"));
    }

    @Test
    void setsNullForNilAndKeepsPrimitives() {
        Simple simple = ItemTexts.readService(
                Simple.class,
                "<p:Text xsi:nil='true'/><p:Count xsi:nil='true'/><p:Size xsi:nil='1'/><p:Flag xsi:nil='true'/>"
                        + "<p:Nested xsi:nil='true'><p:Text>ignored</p:Text></p:Nested>");
        assertThat(simple.text).isNull();
        assertThat(simple.size).isNull();
        assertThat(simple.count).isEqualTo(-1);
        assertThat(simple.flag).isFalse();
        assertThat(simple.nested).isNull();
    }

    @Test
    void ignoresNilFalse() {
        assertThat(ItemTexts.readService(Simple.class, "<p:Text xsi:nil='false'>a</p:Text>").text)
                .isEqualTo("a");
    }

    @Test
    void readsEmptyNumberAsNullAndEmptyTextAsEmpty() {
        Simple simple = ItemTexts.readService(
                Simple.class,
                "<p:Text/><p:Count/><p:Size> </p:Size><p:Boxed/><p:Huge/><p:Real/><p:State/><p:Exact></p:Exact>");
        assertThat(simple.text).isEmpty();
        assertThat(simple.size).isNull();
        assertThat(simple.boxed).isNull();
        assertThat(simple.huge).isNull();
        assertThat(simple.exact).isNull();
        assertThat(simple.state).isNull();
        assertThat(simple.count).isEqualTo(-1);
    }

    @Test
    void ignoresTypesOfSimpleProperties() { // WinRM and OMI send them
        Simple simple = ItemTexts.readService(
                Simple.class,
                "<p:Text xsi:type='xs:string'>a</p:Text><p:Count xsi:type='cim:cimUnsignedInt'>5</p:Count>"
                        + "<p:Bytes xsi:type='xs:base64Binary'>AQL/</p:Bytes><p:Size xsi:type='undeclared:x'>6</p:Size>");
        assertThat(simple.text).isEqualTo("a");
        assertThat(simple.count).isEqualTo(5);
        assertThat(simple.bytes).containsExactly(1, 2, -1);
        assertThat(simple.size).isEqualTo(6);
    }

    @Test
    void collectsArrayItemsThatAreNotAdjacent() {
        Arrays arrays = ItemTexts.readService(
                Arrays.class,
                "<p:Names>a</p:Names><p:Numbers>1</p:Numbers><p:Names>b</p:Names><p:Numbers> 2 </p:Numbers>"
                        + "<p:Items><p:Text>x</p:Text></p:Items><p:Longs>3</p:Longs><p:Items><p:Text>y</p:Text></p:Items>"
                        + "<p:Words>b</p:Words><p:Longs>4</p:Longs><p:Live>l</p:Live>");
        assertThat(arrays.names).containsExactly("a", "b");
        assertThat(arrays.numbers).containsExactly(1, 2);
        assertThat(arrays.longs).containsExactly(3L, 4L);
        assertThat(arrays.words).containsExactly("b");
        assertThat(arrays.items).extracting(item -> item.text).containsExactly("x", "y");
    }

    @Test
    void readsArrayOfSingleNilAsNull() { // DSP0230; Windows sends it
        Arrays arrays = ItemTexts.readService(
                Arrays.class,
                "<p:Names xsi:nil='true'/><p:Numbers xsi:nil='true'/><p:Words xsi:nil='true'/>"
                        + "<p:Items xsi:nil='true'/><p:Longs xsi:nil='true'/>");
        assertThat(arrays.names).isNull();
        assertThat(arrays.numbers).isNull();
        assertThat(arrays.words).isNull();
        assertThat(arrays.items).isNull();
        assertThat(arrays.longs).isNull();
    }

    @Test
    void keepsNilsAmongArrayItems() {
        String nil = "<p:Names xsi:nil='true'/>";
        assertThat(ItemTexts.readService(Arrays.class, nil + "<p:Names>b</p:Names>" + nil).names)
                .containsExactly(null, "b", null);
        assertThat(ItemTexts.readService(Arrays.class, nil + nil).names).containsExactly(null, null);
        assertThat(ItemTexts.readService(Arrays.class, "<p:Items><p:Text>x</p:Text></p:Items><p:Items xsi:nil='true'/>")
                        .items)
                .hasSize(2);
    }

    @Test
    void readsBytesInOneTextIntoArrayOfNumbers() { // OMI
        Arrays arrays = ItemTexts.readService(Arrays.class, "<p:Numbers xsi:type='xs:base64Binary'>AQL/</p:Numbers>");
        assertThat(arrays.numbers).containsExactly(1, 2, 255);
        arrays = ItemTexts.readService(Arrays.class, "<p:Numbers xsi:type='cim:cimHexBinary'>01fF</p:Numbers>");
        assertThat(arrays.numbers).containsExactly(1, 255);
    }

    @Test
    void readsCharacterFromItsText() { // char16, DSP0230
        assertThat(ItemTexts.readService(Simple.class, "<p:Letter>A</p:Letter>").letter)
                .isEqualTo('A');
        assertThat(ItemTexts.readService(Simple.class, "<p:Letter>7</p:Letter>").letter)
                .isEqualTo('7');
        assertThat(ItemTexts.readService(Simple.class, "<p:Letter>65</p:Letter>").letter)
                .isEqualTo('A');
    }

    /** Only OMI's envelopes declare this prefix. OMI sends every char16 as a number, even one below ten. */
    @Test
    void readsDigitAsNumberInReplyOfOmi() {
        String omi = "<p:X xmlns:p='urn:p' xmlns:msftwinrm='http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd'>";
        assertThat(ItemTexts.read(Simple.class, omi + "<p:Letter>9</p:Letter></p:X>").letter)
                .isEqualTo('\t');
        assertThat(ItemTexts.read(Simple.class, omi + "<p:Letter>8364</p:Letter></p:X>").letter)
                .isEqualTo('€');
    }

    @Test
    void readsEnumerationsByTheirWords() {
        assertThat(ItemTexts.readService(Simple.class, "<p:State>Stopped</p:State>").state)
                .isEqualTo(State.STOPPED);
        assertThatThrownBy(() -> ItemTexts.readService(Simple.class, "<p:State>Paused</p:State>"))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("Paused")
                .hasMessageContaining("Stopped");
    }

    @Test
    void readsCdataAndEntitiesAsText() {
        assertThat(ItemTexts.readService(Simple.class, "<p:Text>a<![CDATA[<b>]]>&amp;&#x20;c<!-- no --></p:Text>").text)
                .isEqualTo("a<b>& c");
    }

    @ParameterizedTest
    @CsvSource({
        "Count, forty-two",
        "Count, 4294967295",
        "Count, 1.5",
        "Size, 99999999999",
        "Small, 200",
        "Long, 1e3",
        "Huge, x",
        "Real, x",
        "Flag, maybe",
        "Boxed, 2",
        "Exact, 1;2",
        "Short, 70000",
        "Nested, oops"
    })
    void rejectsInvalidTextNamingClassPropertyAndValue(String property, String text) {
        String xml = "<p:" + property + ">" + text + "</p:" + property + ">";
        assertThatThrownBy(() -> ItemTexts.readService(Simple.class, xml))
                .isInstanceOfSatisfying(BindingException.class, e -> {
                    assertThat(e.value()).isEqualTo(text);
                    assertThat(e.type()).isEqualTo(Simple.class);
                    if (!property.equals("Nested")) {
                        assertThat(e.property()).isEqualTo(property);
                    }
                })
                .hasMessageContaining(Simple.class.getName())
                .hasMessageContaining(text);
    }

    @Test
    void rejectsElementsInNumber() {
        assertThatThrownBy(() -> ItemTexts.readService(Simple.class, "<p:Count><p:A>2</p:A><p:B>3</p:B></p:Count>"))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("Count");
    }

    @Test
    void rejectsInvalidItemOfArray() {
        assertThatThrownBy(
                        () -> ItemTexts.readService(Arrays.class, "<p:Numbers>1</p:Numbers><p:Numbers>x</p:Numbers>"))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("Numbers")
                .hasMessageContaining("\"x\"");
    }

    @Test
    void cutsLongInvalidValueInMessage() {
        assertThatThrownBy(() -> ItemTexts.readService(Simple.class, "<p:Count>" + "9".repeat(5000) + "</p:Count>"))
                .isInstanceOfSatisfying(
                        BindingException.class, e -> assertThat(e.getMessage()).hasSizeLessThan(600));
    }

    @Test
    void readsFurtherItemsAfterFailure() {
        assertThatThrownBy(() -> ItemTexts.readService(Simple.class, "<p:Count>x</p:Count>"))
                .isInstanceOf(BindingException.class);
        assertThat(ItemTexts.readService(Simple.class, "<p:Count>5</p:Count>").count)
                .isEqualTo(5);
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Simple {
        @XmlElement(name = "Text")
        String text = "unset";

        @XmlElement(name = "Count")
        int count = -1;

        @XmlElement(name = "Size")
        Integer size = 1;

        @XmlElement(name = "Small")
        byte small;

        @XmlElement(name = "Short")
        short shorter;

        @XmlElement(name = "Long")
        long longer;

        @XmlElement(name = "Huge")
        BigInteger huge;

        @XmlElement(name = "Exact")
        BigDecimal exact;

        @XmlElement(name = "Real")
        double real;

        @XmlElement(name = "Flag")
        boolean flag;

        @XmlElement(name = "Boxed")
        Boolean boxed;

        @XmlElement(name = "Letter")
        char letter;

        @XmlElement(name = "Bytes")
        byte[] bytes;

        @XmlElement(name = "State")
        State state;

        @XmlElement(name = "Nested")
        Simple nested;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Arrays {
        @XmlElement(name = "Names")
        List<String> names;

        @XmlElement(name = "Numbers")
        int[] numbers;

        @XmlElement(name = "Longs")
        List<Long> longs;

        @XmlElement(name = "Words")
        String[] words;

        @XmlElement(name = "Items")
        List<Simple> items;
    }

    @XmlEnum
    enum State {
        @XmlEnumValue("Running")
        RUNNING,
        @XmlEnumValue("Stopped")
        STOPPED
    }
}
