package dev.wsman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.XmlFactories;
import dev.wsman.testkit.protocol.ServiceNamespaces;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceLocatorTest {
    private static final String LAB_TYPES = ServiceNamespaces.DMTF_CLASSES + "Lab_AllTypes";
    private static final String MICROSOFT = "http://schemas.microsoft.com/wbem/wsman/1";
    private static final String EPR = """
            <a:EndpointReference xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"
                xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd">
              <a:Address>http://host/wsman</a:Address>
              %s
            </a:EndpointReference>""";

    @ParameterizedTest
    @CsvSource({
        "wmicimv2/Win32_Service?Name=winmgmt, /wmi/root/cimv2/Win32_Service, Name, winmgmt",
        "wmi/root/default/__Win32Provider?Name=x, /wmi/root/default/__Win32Provider, Name, x",
        "winrm/config/Listener?Address=*+Transport=HTTPS, /config/Listener, Transport, HTTPS",
        "WSMAN/config?a=b, /config, A, b",
        "shell/cmd?ShellId=1=2, /windows/shell/cmd, shellid, 1=2",
    })
    void readsFormsOfWinrmCommand(String text, String uri, String selector, String value) {
        ResourceLocator locator = ResourceLocator.parse(text);
        assertThat(locator.resourceUri()).isEqualTo(MICROSOFT + uri);
        assertThat(locator.selector(selector)).contains(value);
    }

    @Test
    void readsFullUrisAndDmtfClasses() {
        assertThat(ResourceLocator.parse(" cimv2/CIM_X ").resourceUri())
                .isEqualTo("http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_X");
        assertThat(ResourceLocator.parse("http://e.org/*?K=a&b").selectors())
                .containsExactly(new ResourceLocator.Selector("K", "a&b", null));
        assertThat(ResourceLocator.of("wmicimv2/*").resourceUri()).isEqualTo(MICROSOFT + "/wmi/root/cimv2/*");
    }

    @Test
    void unescapesPercentOnlyBeforeTwoHexadecimalDigits() {
        ResourceLocator locator = ResourceLocator.parse("urn:x:y?A=C%2B%2B+B=100%+C=%C3%BC%zz+D%3D=1");
        assertThat(locator.selector("A")).contains("C++");
        assertThat(locator.selector("B")).contains("100%");
        assertThat(locator.selector("C")).contains("ü%zz");
        assertThat(locator.selector("D=")).contains("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Win32_Service | position 0",
                "http://a b/c | position 8",
                "http://e.org/c? | position 15",
                "http://e.org/c?Name | position 15",
                "http://e.org/c?A=1++B=2 | position 19",
                "http://e.org/c?A=C++ | position 19",
                "http://e.org/c?A=1+=2 | position 19",
                "http://e.org/c?A=1+a=2 | position 19",
                "http://e.org/c?A=%FF | position 17",
                "?A=1 | position 0",
                "<a:b/> | line 1, column",
            })
    void reportsPositionInBadText(String text, String position) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResourceLocator.parse(text))
                .withMessageContaining(position);
    }

    @Test
    void namesBadArguments() {
        ResourceLocator locator = ResourceLocator.of("urn:x:y");
        String none = null;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResourceLocator.of(" "))
                .withMessageContaining("resourceUri");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResourceLocator.of("urn:x:y?A=1"))
                .withMessageContaining("parse");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> locator.selector("A", none))
                .withMessageContaining("value");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> locator.selector("", "x"))
                .withMessageContaining("name");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> locator.selector("A", "\u0001"))
                .withMessageContaining("value")
                .withMessageContaining("U+0001");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> locator.fragment(""))
                .withMessageContaining("path");
    }

    @Test
    void returnsChangedCopyFromEverySetter() {
        ResourceLocator locator = ResourceLocator.of("urn:x:y");
        ResourceLocator full = locator.selector("A", "1")
                .selector("a", "2")
                .option("O", null)
                .option("O", "v", true)
                .fragment("Name", "urn:dialect");
        assertThat(locator.selectors()).isEmpty();
        assertThat(full.selectors()).containsExactly(new ResourceLocator.Selector("a", "2", null));
        assertThat(full.options())
                .containsExactly(
                        new ResourceLocator.Option("O", null, false), new ResourceLocator.Option("O", "v", true));
        assertThat(full.fragmentPath()).contains("Name");
        assertThat(full.fragmentDialect()).contains("urn:dialect");
        assertThat(full.fragment("X").fragmentDialect()).isEmpty();
        assertThat(full.withoutSelectors().withoutOptions().withoutFragment()).isEqualTo(locator);
    }

    @Test
    void comparesSelectorsInAnyOrderAndCaseOfNames() {
        ResourceLocator one = ResourceLocator.parse("urn:x:y?A=1+B=2");
        ResourceLocator two = ResourceLocator.parse("urn:x:y?b=2+a=1");
        assertThat(one).isEqualTo(two).hasSameHashCodeAs(two);
        assertThat(one).isNotEqualTo(ResourceLocator.parse("urn:x:y?A=1+B=3"));
        assertThat(one).isNotEqualTo(ResourceLocator.parse("urn:x:y?A=1"));
    }

    @Test
    void parsesItsOwnTextForAnySelectors() {
        Random random = new Random(20261123);
        for (int i = 0; i < 3000; i++) {
            ResourceLocator locator = ResourceLocator.of("http://e.org/" + random.nextInt() + "/*");
            for (int n = random.nextInt(4); n > 0; n--) {
                locator = locator.selector("k" + text(random), text(random));
            }
            assertThat(ResourceLocator.parse(locator.toString()))
                    .as(locator.toString())
                    .isEqualTo(locator);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Password",
                "StartPassword",
                "PSKPassPhrase",
                "ClientSecret",
                "wmi:AuthToken",
                "ADMIN_PASSWD",
                "Password2"
            })
    void masksSecretSelectorsAndOptionsInTextButNotInXml(String name) {
        ResourceLocator locator = ResourceLocator.of(MICROSOFT + "/x")
                .selector("Name", "shown")
                .selector(name, "s3cret")
                .option(name, "s3cret")
                .selector("Ref", ResourceLocator.of(MICROSOFT + "/y").selector(name, "s3cret"));
        assertThat(locator.toString()).contains("Name=shown", "***").doesNotContain("s3cret");
        assertThat(locator.selectors().toString() + locator.options())
                .contains("shown", "***")
                .doesNotContain("s3cret");
        assertThat(locator.toXml().split("s3cret", -1)).hasSize(4);
        assertThat(locator).isEqualTo(ResourceLocator.parse(locator.toXml()));
    }

    @Test
    void parsesItsOwnXmlForAnyContent() {
        Random random = new Random(7);
        for (int i = 0; i < 1000; i++) {
            ResourceLocator locator = ResourceLocator.of("http://e.org/A")
                    .selector("K", text(random))
                    .selector("R", ResourceLocator.of("urn:x:y").selector("N", text(random)))
                    .option("O", random.nextBoolean() ? null : text(random), random.nextBoolean())
                    .fragment("A/text()");
            assertThat(ResourceLocator.parse(locator.toXml())).isEqualTo(locator);
        }
    }

    private static String text(Random random) {
        String characters = "aB1 +=?%/\\\"'&<>{}*:;,\u00fc\u20ac\t\r\n";
        StringBuilder text = new StringBuilder("x");
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(characters.charAt(random.nextInt(characters.length())));
        }
        return random.nextInt(10) == 0 ? text.append("\uD83D\uDE00%41").toString() : text.toString();
    }

    @Test
    void writesWsAddressing2004WithResourceUriFirst() {
        assertThat(ResourceLocator.of("urn:x:y").selector("A", "1").toXml())
                .isEqualTo("<wsa:EndpointReference xmlns:wsman=\"" + Namespaces.WSMAN + "\" xmlns:wsa=\""
                        + Namespaces.ADDRESSING + "\"><wsa:Address>" + Namespaces.ANONYMOUS
                        + "</wsa:Address><wsa:ReferenceParameters><wsman:ResourceURI>urn:x:y</wsman:ResourceURI>"
                        + "<wsman:SelectorSet><wsman:Selector Name=\"A\">1</wsman:Selector></wsman:SelectorSet>"
                        + "</wsa:ReferenceParameters></wsa:EndpointReference>");
        assertThat(ResourceLocator.of("urn:x:y").toElement().getLocalName()).isEqualTo("EndpointReference");
    }

    @Test
    void keepsReferencePropertiesAndUnknownParameters() {
        ResourceLocator locator = ResourceLocator.parse(
                EPR.formatted(
                        "<a:ReferenceProperties><w:ResourceURI>urn:x:y</w:ResourceURI></a:ReferenceProperties>"
                                + "<a:ReferenceParameters><e:Identifier xmlns:e='urn:e' q='1'>7</e:Identifier></a:ReferenceParameters>"));
        assertThat(locator.resourceUri()).isEqualTo("urn:x:y");
        assertThat(locator.address()).contains("http://host/wsman");
        assertThat(locator.toReference().parameters())
                .extracting(Tree::toXml)
                .containsExactly("<e:Identifier xmlns:e=\"urn:e\" q=\"1\">7</e:Identifier>");
        assertThat(ResourceLocator.parse(locator.toXml())).isEqualTo(locator);
    }

    @Test
    void readsResourceCreatedInBothEditions() {
        ResourceLocator expected = ResourceLocator.of("urn:x:y").selector("A", "1");
        String inner = expected.toXml();
        String content = inner.substring(inner.indexOf('>') + 1, inner.lastIndexOf('<'));
        String created = "<t:ResourceCreated xmlns:t='" + Namespaces.TRANSFER + "' xmlns:wsa='" + Namespaces.ADDRESSING
                + "' xmlns:wsman='" + Namespaces.WSMAN + "'>%s</t:ResourceCreated>";
        assertThat(ResourceLocator.fromEndpointReference(XmlFactories.parse(created.formatted(content))))
                .isEqualTo(expected);
        assertThat(ResourceLocator.fromEndpointReference(XmlFactories.parse(created.formatted(inner))))
                .isEqualTo(expected);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResourceLocator.fromEndpointReference(XmlFactories.parse(created.formatted(""))))
                .withMessageContaining("ResourceCreated");
    }

    @Test
    void writesFragmentAndOptionsInFormOfWinrmCommand() {
        assertThat(ResourceLocator.parse("urn:x:y?A=1")
                        .option("o", "v")
                        .option("n", null)
                        .fragment("Name"))
                .hasToString("urn:x:y?A=1 -fragment:Name -options:{o=\"v\";n=$null}");
    }

    @Test
    void keepsFirstOfDuplicateSelectorsAndNoEmptyNamespace() {
        ResourceLocator read = ResourceLocator.fromEndpointReference(XmlFactories.parse("<a:EndpointReference xmlns:a='"
                + ServiceNamespaces.ADDRESSING + "' xmlns:w='" + ServiceNamespaces.WSMAN
                + "'><a:ReferenceParameters><w:SelectorSet>"
                + "<w:Selector Name='Id'>1</w:Selector><w:Selector Name='ID'>2</w:Selector>"
                + "<w:Selector Name='__CIMNamespace'> </w:Selector></w:SelectorSet></a:ReferenceParameters>"
                + "</a:EndpointReference>"));
        assertThat(read.selectors()).containsExactly(new ResourceLocator.Selector("Id", "1", null));
    }

    @Test
    void keepsNamespaceThatReferenceNamesItself() {
        ResourceLocator other = ResourceLocator.of(LAB_TYPES).selector("__cimnamespace", "root/other");
        assertThat(other.inNamespace("root/cimv2")).isSameAs(other);
        ResourceLocator wmi = ResourceLocator.of("wmi/root/other/A");
        assertThat(wmi.inNamespace("root/cimv2")).isSameAs(wmi);
        assertThat(ResourceLocator.of(LAB_TYPES).inNamespace(null)).isEqualTo(ResourceLocator.of(LAB_TYPES));
    }

    /** The keys of an association are references, which OMI would look up in its default namespace. */
    @Test
    void addsNamespaceToReferencesThatAreKeys() {
        ResourceLocator one = ResourceLocator.of(LAB_TYPES).selector("Id", "one");
        ResourceLocator wmi = ResourceLocator.of("wmi/root/other/A").selector("Id", "two");
        ResourceLocator link =
                ResourceLocator.of(LAB_TYPES + "Link").selector("Left", one).selector("Right", wmi);
        assertThat(link.inNamespace("root/cimv2"))
                .isEqualTo(ResourceLocator.of(LAB_TYPES + "Link")
                        .selector("Left", one.selector("__cimnamespace", "root/cimv2"))
                        .selector("Right", wmi)
                        .selector("__cimnamespace", "root/cimv2"));
        ResourceLocator named = link.selector("__CimNamespace", "root/own");
        assertThat(named.inNamespace("root/cimv2"))
                .isEqualTo(named.selector("Left", one.selector("__cimnamespace", "root/own")));
    }

    /** The headers of a request are built once for a locator, and a changed copy has its own. */
    @Test
    void keepsTargetOfRequests() {
        ResourceLocator one = ResourceLocator.of(LAB_TYPES).selector("Id", "1");
        ResourceLocator two = one.selector("Id", "2");
        assertThat(RequestTargets.of(one))
                .isSameAs(RequestTargets.of(one))
                .isEqualTo(one.toReference().toTarget());
        assertThat(RequestTargets.of(two))
                .isEqualTo(two.toReference().toTarget())
                .isNotEqualTo(RequestTargets.of(one));
    }
}
