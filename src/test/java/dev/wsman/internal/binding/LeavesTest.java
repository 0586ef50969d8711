package dev.wsman.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import java.math.BigInteger;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.StringJoiner;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Children that have only a text are read from a tree without events; the result is that of the events. */
class LeavesTest {
    private static final String COMMON = "<p:Text> a b </p:Text><p:Small>-5</p:Small><p:Large>42</p:Large>"
            + "<p:Huge>18446744073709551615</p:Huge><p:Flag>TRUE</p:Flag><p:Tags>a</p:Tags><p:Tags>b</p:Tags>";

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Thing {
        @XmlElement(name = "Text", namespace = ItemTexts.SERVICE)
        private String text = "default";

        @XmlElement(name = "Small")
        private int small = 7;

        @XmlElement(name = "Boxed")
        private Integer boxed = 8;

        @XmlElement(name = "Large")
        private Long large = 9L;

        @XmlElement(name = "Huge")
        private BigInteger huge;

        @XmlElement(name = "Flag")
        private boolean flag;

        @XmlElement(name = "Tags")
        private List<String> tags;

        @XmlElement(name = "When")
        private OffsetDateTime when;

        @Override
        public String toString() {
            StringJoiner all = new StringJoiner("|").add(text).add(small + "," + boxed + "," + large);
            return all.add(String.valueOf(huge))
                    .add(flag + "," + tags + "," + when)
                    .toString();
        }
    }

    /** Its prefixes count, so that JAXB gets them. */
    @XmlAccessorType(XmlAccessType.FIELD)
    static class Named {
        @XmlElement(name = "Type")
        private QName type;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                COMMON + "<p:Boxed>1</p:Boxed>",
                COMMON + "<p:Boxed>007</p:Boxed><p:Odd>x</p:Odd><p:Odd/>",
                COMMON + "<p:Boxed xsi:nil='true'/><p:Large xsi:nil='1'/><p:Small xsi:nil='true'/><p:Text/>",
                COMMON + "<p:Boxed/><p:Large></p:Large><p:Small> </p:Small><p:Text xsi:nil='false'/>",
                COMMON + "<p:Tags xsi:nil='true'/><p:Tags/><p:Tags>c</p:Tags>",
                "<p:Tags xsi:nil='true'/>" + COMMON,
                "<p:Tags xsi:nil='true'/>",
                COMMON + "<p:TEXT>other</p:TEXT><Text>none</Text><cim:Large>1</cim:Large><p:lARGE>2</p:lARGE>",
                "<p:TEXT>other</p:TEXT><Text>none</Text><cim:Large>1</cim:Large>" + COMMON,
                COMMON + "<p:When>2024-02-29T12:34:56Z</p:When>",
                COMMON + "<p:When><cim:Datetime>2024-02-29T12:34:56Z</cim:Datetime></p:When><p:Boxed>3</p:Boxed>",
                COMMON
                        + "<p:When><cim:Datetime xsi:nil='true'/></p:When><wsa:EndpointReference><p:Text>x</p:Text></wsa:EndpointReference>",
                COMMON + "<p:Text>a<!--c-->b</p:Text><p:Boxed xsi:type='xs:int'>4</p:Boxed>",
                "\n  <p:Text>a</p:Text>\n  <p:Small>1</p:Small>\n  <p:Boxed>2</p:Boxed>\n"
            })
    void readsTreeAsParser(String properties) {
        assertSame(properties);
    }

    @Test
    void readsObjectsWithOtherPropertiesInTurn() {
        for (int i = 0; i < 2; i++) {
            assertSame(COMMON + "<p:Boxed>1</p:Boxed><p:Text>last</p:Text>");
            assertSame("<p:Boxed>1</p:Boxed>" + COMMON);
            assertSame("<Large>1</Large><Boxed>2</Boxed><Text>a</Text>");
        }
        assertThat(ItemTexts.read(Thing.class, "<Thing><Text>x</Text><Large>5</Large></Thing>"))
                .hasToString("x|7,8,5|null|false,null,null");
        assertThat(ItemTexts.read(Thing.class, "<b:Thing xmlns:b='urn:b'><b:Large>6</b:Large></b:Thing>"))
                .hasToString("default|7,8,6|null|false,null,null");
    }

    @Test
    void readsMoreChildrenThanMatchesAreKept() {
        assertSame("<p:Tags>t</p:Tags>".repeat(300) + COMMON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "999999999999999999", "9999999999999999999", "-2147483649", "1.0", "\u0664"})
    void rejectsNumberOutOfRange(String number) {
        assertThatThrownBy(() -> ItemTexts.readService(Thing.class, "<p:Boxed>" + number + "</p:Boxed>"))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("Boxed")
                .hasMessageContaining(number);
    }

    @Test
    void resolvesPrefixesOfTexts() {
        assertThat(ItemTexts.readService(Named.class, "<p:Type>cim:Real</p:Type>").type)
                .isEqualTo(new QName("http://schemas.dmtf.org/wbem/wscim/1/common", "Real"));
    }

    private static void assertSame(String properties) {
        assertThat(ItemTexts.readService(Thing.class, properties).toString())
                .isEqualTo(ItemTexts.readFromParser(Thing.class, ItemTexts.service(properties))
                        .toString());
    }
}
