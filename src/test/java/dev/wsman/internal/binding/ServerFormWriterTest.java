package dev.wsman.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.internal.value.ServerForm;
import dev.wsman.internal.xml.XmlFactories;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import java.io.StringWriter;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import javax.xml.datatype.DatatypeFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServerFormWriterTest {
    private static String write(Object content, ServerForm form) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter writer = XmlFactories.outputFactory().createXMLStreamWriter(text);
            TypedBinding.write(content, "urn:x", "X", form, writer);
            writer.close();
        } catch (XMLStreamException e) {
            throw new AssertionError(e);
        }
        return text.toString();
    }

    @Test
    void writesCharacterAndForOmiItsNumber() {
        Item item = new Item();
        item.letter = 'A';
        item.boxed = '<';
        item.letters = List.of('7', '€');
        for (ServerForm form : List.of(ServerForm.WINDOWS, ServerForm.CIM)) {
            assertThat(write(item, form))
                    .isEqualTo("<p:X xmlns:p=\"urn:x\"><p:Letter>A</p:Letter><p:Boxed>&lt;</p:Boxed>"
                            + "<p:Letters>7</p:Letters><p:Letters>€</p:Letters></p:X>");
        }
        assertThat(write(item, ServerForm.OMI))
                .isEqualTo("<p:X xmlns:p=\"urn:x\"><p:Letter>65</p:Letter><p:Boxed>60</p:Boxed>"
                        + "<p:Letters>55</p:Letters><p:Letters>8364</p:Letters></p:X>");
    }

    @Test
    void leavesOutCharThatWasNeverSet() {
        Item item = new Item();
        item.letter = 0;
        for (ServerForm form : ServerForm.values()) {
            assertThat(write(item, form)).isEqualTo("<p:X xmlns:p=\"urn:x\"/>");
        }
    }

    @Test
    void rejectsCharacterThatXmlCannotContainNamingProperty() {
        Item item = new Item();
        item.boxed = '\u0007';
        assertThatThrownBy(() -> write(item, ServerForm.CIM))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("Boxed")
                .hasMessageContaining("U+0007");
        assertThat(write(item, ServerForm.OMI)).contains("<p:Boxed>7</p:Boxed>");
    }

    @Test
    void leavesCharacterInAttributeToJaxb() {
        Attributed item = new Attributed();
        item.letter = 'A';
        assertThat(write(item, ServerForm.CIM)).contains("Letter=");
    }

    @Test
    void writesIntervalsOfEveryTypeAsOneText() {
        Item item = new Item();
        item.interval = Duration.ofHours(26);
        item.xmlInterval = DatatypeFactory.newDefaultInstance().newDuration("PT26H");
        assertThat(write(item, ServerForm.WINDOWS).replaceAll("[^>]*>P1DT2H0M0S<[^>]*>", "*"))
                .contains("<p:Interval>*</p:Interval><p:XmlInterval>*</p:XmlInterval>");
        assertThat(write(item, ServerForm.OMI))
                .contains("<p:Interval>00000001020000.000000:000</p:Interval>")
                .contains("<p:XmlInterval>00000001020000.000000:000</p:XmlInterval>");
    }

    @ParameterizedTest
    @EnumSource
    void rejectsIntervalThatCimDoesNotHaveNamingProperty(ServerForm form) {
        Item item = new Item();
        item.interval = Duration.ofHours(-26);
        assertRejected(item, form, "Interval");
        item.interval = Duration.ofSeconds(-Long.MAX_VALUE);
        assertRejected(item, form, "Interval");
        item.interval = null;
        item.xmlInterval = DatatypeFactory.newDefaultInstance().newDuration("-P1Y");
        assertRejected(item, form, "XmlInterval");
        item.xmlInterval = null;
        item.time = OffsetDateTime.parse("+10000-01-01T00:00:00Z");
        assertRejected(item, form, "Time");
        item.time = null;
        item.day = LocalDate.of(10_000, 1, 1);
        assertRejected(item, form, "Day");
    }

    private static void assertRejected(Item item, ServerForm form, String property) {
        assertThatThrownBy(() -> write(item, form))
                .isInstanceOfSatisfying(
                        BindingException.class, e -> assertThat(e.property()).isEqualTo(property))
                .hasMessageContaining(Item.class.getName())
                .hasMessageContaining("CIM has");
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Item {
        @XmlElement(name = "Letter")
        char letter = 'x';

        @XmlElement(name = "Boxed")
        Character boxed;

        @XmlElement(name = "Letters")
        List<Character> letters;

        @XmlElement(name = "Interval")
        Duration interval;

        @XmlElement(name = "XmlInterval")
        javax.xml.datatype.Duration xmlInterval;

        @XmlElement(name = "Time")
        OffsetDateTime time;

        @XmlElement(name = "Day")
        LocalDate day;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Attributed {
        @XmlAttribute(name = "Letter")
        char letter;

        @XmlElement(name = "Other")
        Character other;
    }
}
