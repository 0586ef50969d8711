package dev.wsman;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Instance#toIndentedXml()}, and the equality that does not count the added white space. */
class IndentedXmlTest {

    @Test
    void putsEachElementOnLineOfItsOwn() {
        Instance instance = Instance.parse("<p:A xmlns:p='urn:a' id='1'><p:Name> two  words\n</p:Name><p:Empty/>"
                + "<!-- note --><p:Inner><q:X xmlns:q='urn:q'>1</q:X></p:Inner></p:A>");
        assertThat(instance.toIndentedXml()).isEqualTo("""
                <p:A xmlns:p="urn:a" id="1">
                  <p:Name> two  words
                </p:Name>
                  <p:Empty/>
                  <!-- note -->
                  <p:Inner>
                    <q:X xmlns:q="urn:q">1</q:X>
                  </p:Inner>
                </p:A>""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<A/>",
                "<A>text</A>",
                "<A> </A>",
                "<A><B> </B><C>\n</C></A>",
                "<A>mixed <B><C>1</C></B> text</A>",
                "<A xml:space='preserve'> <B><C/></B></A>",
                "<A>\n   <B>1</B>\n   <C><D/></C>\n</A>",
                "<A><!-- only a comment --></A>",
                "<A><?target data?><B a='&#10;x'>a&amp;b</B></A>",
                "<p:A xmlns:p='urn:p' xmlns:x='http://www.w3.org/2001/XMLSchema-instance'><p:B x:type='p:T'>p:q</p:B></p:A>"
            })
    void parsesBackToEqualInstance(String xml) {
        Instance instance = Instance.parse(xml);
        Instance again = Instance.parse(instance.toIndentedXml());
        assertThat(again).isEqualTo(instance).hasSameHashCodeAs(instance);
        assertThat(again.toMap()).isEqualTo(instance.toMap());
        assertThat(again.toIndentedXml()).isEqualTo(instance.toIndentedXml());
    }

    @Test
    void leavesMixedAndPreservedContentOnOneLine() {
        String mixed = "<A>mixed <B><C>1</C></B> text</A>";
        assertThat(Instance.parse(mixed).toIndentedXml()).isEqualTo(mixed);
        String preserved = "<A xml:space=\"preserve\"> <B><C/></B></A>";
        assertThat(Instance.parse(preserved).toIndentedXml()).isEqualTo(preserved);
    }

    @Test
    void distinguishesTextFromWhiteSpaceBetweenElements() {
        assertThat(Instance.parse("<A><B> </B></A>")).isNotEqualTo(Instance.parse("<A><B/></A>"));
        assertThat(Instance.parse("<A>\u00a0<B/></A>")).isNotEqualTo(Instance.parse("<A><B/></A>"));
        assertThat(Instance.parse("<A> <B/><C/></A>")).isNotEqualTo(Instance.parse("<A><B/> </A>"));
        assertThat(Instance.parse("<A> <B/>\n</A>")).isEqualTo(Instance.parse("<A><B/></A>"));
    }
}
