package dev.wsman.internal.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretNameMaskerTest {
    private final SecretNameMasker masker = new SecretNameMasker(SecretNames.with(List.of("Pin")));

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
                "<!-- <Password>s3cret</Password>",
                "<p:StartPassword>s3cret</p:StartPassword>",
                "<AdminPassword>s3cret</AdminPassword>",
                "<ns:PSKPassPhrase>s3cret</ns:PSKPassPhrase>",
                "<ClientSecret>s3cret</ClientSecret><AccessToken>s3cret</AccessToken>",
                "<user_passwd>s3cret</user_passwd><UserPwd>s3cret</UserPwd><Password_2>s3cret</Password_2>",
                "<pass-phrase>s3cret</pass-phrase><PrivateKey>s3cret</PrivateKey>",
                "<x Password=\"s3cret\"/>",
                "<x a='1' p:adminpassword = 's3cret' b='2'>text</x>",
                "<x token=s3cret>text</x>",
                "<x Token='s3cret",
                "<x a='&lt;Password&gt;s3cret&lt;/Password&gt;'/>",
                "<w:Selector Name=\"StartPassword\">s3cret</w:Selector>",
                "<w:Option Name='wmi:AuthToken' MustComply='true'>s3cret</w:Option>",
                "<w:Selector Name=\"&#80;assword\">s3cret</w:Selector>",
                "<rsp:Variable Name=\"DB_PASSWORD\">s3cret</rsp:Variable>",
                "<wsse:UsernameToken><wsse:Username>u</wsse:Username><wsse:Password>s3cret</wsse:Password></wsse:UsernameToken>",
                "<f:Message>the request was &lt;Password&gt;s3cret&lt;/Password&gt;</f:Message>",
                "<f:Message>the request was &amp;lt;a Token=\"s3cret\"/&amp;gt;</f:Message>",
                "<f:Message>the request was &#60;Password>s3cret&#60;/Password></f:Message>",
                "<f:Message><![CDATA[<Password>s3cret</Password>]]></f:Message>",
                "<f:Message><![CDATA[<Password>s3cret]]></f:Message>",
                "<!-- <Password>s3cret</Password> -->",
                "<AttributeName>Users.2#Password</AttributeName><AttributeValue>s3cret</AttributeValue>",
                "<p:AttributeValue>s3cret</p:AttributeValue><p:AttributeName>Users.2#Password</p:AttributeName>",
                "<CurrentValue>s3cret</CurrentValue><Name>A</Name><CurrentValue>s3cret</CurrentValue><Name a='b'><![CDATA[Pwd]]></Name>",
                "<n:AttributeName>Password</n:AttributeName><n:CurrentValue>s3cret</n:CurrentValue><n:PendingValue>s3cret</n:PendingValue>",
                "<AttributeName>SysPassword</AttributeName><AttributeName>Other</AttributeName><AttributeValue>s3cret</AttributeValue>",
                "<Name><![CDATA[Password]]></Name><Value>s3cret</Value>",
                "<Attribute Name=\"Users.2#Password\">s3cret</Attribute>",
                "<add key='DbPassword' value='s3cret'/>",
                "<Property Name=\"AdminPassword\" CurrentValue=\"s3cret\">text</Property>",
                "<PROPERTY NAME='Password'><VALUE>s3cret</VALUE></PROPERTY>"
            })
    void hidesContentOfSecrets(String secret) {
        assertThat(masker.of("<r><a>shown</a>" + secret))
                .startsWith("<r><a>shown</a>")
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<r><Password/><a>shown</a></r>",
                "<r><Password a='>'/><a>shown</a></r>",
                "<x xmlns:token='urn:shown' PasswordAge='3'/>",
                "<ReturnValue>shown</ReturnValue><Value>shown</Value><Name>A</Name><Value>shown</Value><Name>B</Name>",
                "<n:AttributeName>Password</n:AttributeName><n:AttributeValue/><n:AttributeName>Other</n:AttributeName>"
                        + "<n:AttributeValue>shown</n:AttributeValue>",
                "<m>must be &lt; 5 &amp; more</m>",
                "<r><Passwords>shown</Passwords><a Name='Password'>shown</a></r>",
                "<Selector Name='x'>shown</Selector> 1 > 0",
                "<?xml version='1.0'?><!-- <Password> --><r><![CDATA[<Password>]]>shown</r>",
                "<p title=it's>shown</p><p>and 'that' = all</p>",
                "no markup at all",
                "<<<r>> a < b </>",
                ""
            })
    void keepsOtherTextAsItIs(String text) {
        assertThat(masker.of(text)).isEqualTo(text);
    }

    @Test
    void hidesNoMoreThanTheValue() {
        assertThat(masker.of("<a b='1' Token=\"s3cret\" c='2'>shown</a>"))
                .isEqualTo("<a b='1' Token=\"***\" c='2'>shown</a>");
        assertThat(masker.of("<m>&lt;Pin&gt;s3cret&lt;/Pin&gt; shown</m>"))
                .isEqualTo("<m>&lt;Pin&gt;***&lt;/Pin&gt; shown</m>");
    }

    @Test
    void showsTextAfterSecret() {
        assertThat(masker.of("<r><p:Pin a='1'>2<p:Pin>3</p:Pin></p:Pin><a>shown</a></r>"))
                .isEqualTo("<r><p:Pin a='1'>***</p:Pin><a>shown</a></r>");
    }
}
