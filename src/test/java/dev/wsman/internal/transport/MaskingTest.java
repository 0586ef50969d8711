package dev.wsman.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {
    private final Masking masking = new Masking(List.of("Password", "Pin"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Password>s3cret</Password>",
                "<password>s3cret</password>",
                "<Selector Name='PASSWORD'>s3cret</Selector>",
                "<p:Password>s3cret</p:Password >",
                "<Password><Password>s3cret</Password>s3cret</Password>",
                "<p:Password><q:Password>s3cret</q:Password>s3cret</p:Password>",
                "<Password><Password/>s3cret</Password>",
                "<Password a='x/>y'>s3cret</Password>",
                "<Password a = \"it's>\">s3cret</Password>",
                "<Password\na='1'>s3cret</Password>",
                "<Password><![CDATA[</Password>s3cret]]></Password>",
                "<Password><!--</Password>-->s3cret</Password>",
                "<Password><?x </Password>?>s3cret</Password>",
                "<Selector Name='Password'>s3cret</Selector>",
                "<w:Selector a='>' Name = \"Pin\"><w:Selector Name='x'>s3cret</w:Selector>s3cret</w:Selector>",
                "<w:Option MustComply=\"true\" Name=\"Pin\">s3cret</w:Option>",
                "<Password>s3cret",
                "<Password>s3cret</Pass",
                "<x <Password>s3cret</Password>",
                "<x a='<Password>s3cret</Password>",
                "<Password a='>s3cret",
                "<!-- <Password>s3cret</Password>"
            })
    void whatIsInASecretIsHidden(String secret) {
        assertThat(masking.of("<r><a>shown</a>" + secret))
                .startsWith("<r><a>shown</a>")
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<r><Password/><a>shown</a></r>",
                "<r><Password a='>'/><a>shown</a></r>",
                "<r><Passwords>shown</Passwords><a Name='Password'>shown</a></r>",
                "<Selector Name='x'>shown</Selector> 1 > 0",
                "<?xml version='1.0'?><!-- <Password> --><r><![CDATA[<Password>]]>shown</r>",
                "<p title=it's>shown</p><p>and 'that' = all</p>",
                "no markup at all",
                "<<<r>> a < b </>",
                ""
            })
    void allElseIsShownAsItIs(String text) {
        assertThat(masking.of(text)).isEqualTo(text);
    }

    @Test
    void whatFollowsASecretIsShown() {
        assertThat(masking.of("<r><p:Pin a='1'>2<p:Pin>3</p:Pin></p:Pin><a>shown</a></r>"))
                .isEqualTo("<r><p:Pin a='1'>***</p:Pin><a>shown</a></r>");
    }
}
