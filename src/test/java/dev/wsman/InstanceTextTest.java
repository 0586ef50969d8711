package dev.wsman;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link Instance#toString()}: contents if they are short, and never a secret. */
class InstanceTextTest {
    private static final String NIL = "xmlns:x='http://www.w3.org/2001/XMLSchema-instance' x:nil='true'";

    @Test
    void showsPropertiesOfSmallInstance() {
        Instance instance = Instance.parse("<p:Listener xmlns:p='urn:l'><p:Address>*</p:Address><p:Port>5986</p:Port>"
                + "<p:Hostname " + NIL + "/><p:On>a</p:On><p:On>b</p:On><p:Inner><p:X>1</p:X></p:Inner></p:Listener>");
        assertThat(instance).hasToString("Listener(Address=*, Port=5986, Hostname=null, On=[a, b], Inner={X=1})");
        assertThat(Instance.parse("<F>Spooler</F>")).hasToString("F(Spooler)");
        assertThat(Instance.parse("<A/>")).hasToString("A(0 properties)");
    }

    @Test
    void summarizesLargeInstance() {
        Instance.Builder large = Instance.builder("urn:s", "Service").add("Name", "Spooler");
        List.of("A", "B", "C").forEach(name -> large.add(name, "x".repeat(100)));
        assertThat(large.build()).hasToString("Service(Name=Spooler, 4 properties)");
        assertThat(large.remove("Name").build()).hasToString("Service(3 properties)");
        assertThat(Instance.parse("<F>" + "y".repeat(500) + "</F>")).hasToString("F(0 properties)");
    }

    @Test
    void masksSecretsAsWireLogDoes() {
        List<String> secret = List.of(
                "<A><AdminPassword>s3cret</AdminPassword></A>",
                "<A><PassPhrase>s3cret</PassPhrase><Name>n</Name></A>",
                "<A><Token><Value>s3cret</Value></Token></A>",
                "<A><Inner><client_secret>s3cret</client_secret></Inner></A>",
                "<A><AttributeName>Users.2#Password</AttributeName><AttributeValue>s3cret</AttributeValue></A>",
                "<A><Xml>&lt;Password>s3cret&lt;/Password></Xml></A>",
                "<A><Url>http://user:s3cret@host/</Url></A>");
        assertThat(secret).allSatisfy(xml -> assertThat(Instance.parse(xml).toString())
                .contains("***")
                .doesNotContain("s3cret"));
        Instance reference = Instance.builder("urn:a", "A")
                .add("Ref", ResourceLocator.of("urn:x:y").selector("UserPassword", "s3cret"))
                .build();
        assertThat(reference).hasToString("A(Ref=urn:x:y?UserPassword=***)");
    }

    @Test
    void staysOnOneLine() {
        assertThat(Instance.parse("<A><B>one\n two\u2028three</B></A>")).hasToString("A(B=one two three)");
    }
}
