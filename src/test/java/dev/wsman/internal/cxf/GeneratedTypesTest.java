package dev.wsman.internal.cxf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.schema.addressing.RetryAfterType;
import dev.wsman.schema.enumeration.Enumerate;
import dev.wsman.schema.enumeration.EnumerationContextType;
import dev.wsman.schema.enumeration.Pull;
import dev.wsman.schema.enumeration.PullResponse;
import dev.wsman.schema.fault.WSManFaultType;
import dev.wsman.schema.identity.IdentifyResponseType;
import dev.wsman.schema.management.AttributableDuration;
import dev.wsman.schema.management.AttributableEmpty;
import dev.wsman.schema.management.AttributableLanguage;
import dev.wsman.schema.management.AttributableNonNegativeInteger;
import dev.wsman.schema.management.AttributablePositiveInteger;
import dev.wsman.schema.management.ConnectionRetryType;
import dev.wsman.schema.management.MaxEnvelopeSizeType;
import dev.wsman.schema.management.OptionType;
import dev.wsman.schema.management.PolicyType;
import dev.wsman.schema.management.SelectorSetType;
import dev.wsman.schema.management.SelectorType;
import dev.wsman.schema.microsoft.AttributedUnsignedLong;
import dev.wsman.schema.microsoft.DataLocaleType;
import dev.wsman.schema.shell.Shell;
import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBElement;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Marshaller;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The XML that the generated classes write and read. */
class GeneratedTypesTest {

    private static final String WSMAN = "xmlns='http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd'";
    private static final String ENUMERATION = "xmlns='http://schemas.xmlsoap.org/ws/2004/09/enumeration'";

    private static final dev.wsman.schema.management.ObjectFactory MANAGEMENT =
            new dev.wsman.schema.management.ObjectFactory();

    private static JAXBContext context;

    @BeforeAll
    static void createOneContextForAllPackages() throws JAXBException {
        context = JAXBContext.newInstance(Stream.of(
                        "addressing",
                        "transfer",
                        "enumeration",
                        "eventing",
                        "management",
                        "identity",
                        "cimbinding",
                        "cim",
                        "fault",
                        "shell",
                        "microsoft")
                .map("dev.wsman.schema."::concat)
                .collect(Collectors.joining(":")));
    }

    @Test
    void writesDurationAsSecondsWithThreeDecimals() throws JAXBException {
        AttributableDuration timeout = new AttributableDuration();
        timeout.setValue(Duration.ofMinutes(1));
        timeout.getOtherAttributes()
                .put(new QName("http://www.w3.org/2003/05/soap-envelope", "mustUnderstand"), "true");

        assertThat(write(MANAGEMENT.createOperationTimeout(timeout)))
                .contains(":OperationTimeout ", "mustUnderstand=\"true\"", ">PT60.000S</");
    }

    @Test
    void readsDurationOfYears() throws JAXBException {
        AttributableDuration heartbeats =
                read("<Heartbeats " + WSMAN + ">P1Y</Heartbeats>", AttributableDuration.class);

        assertThat(heartbeats.getValue()).isEqualTo(Duration.ofDays(365));
    }

    @Test
    void writesAndReadsLimitsOfPull() throws JAXBException {
        Pull pull = new Pull();
        pull.setEnumerationContext(new EnumerationContextType());
        pull.getEnumerationContext().getContent().add("uuid:1");
        pull.setMaxTime(Duration.ofMillis(1500));
        pull.setMaxElements(32000L);
        pull.setMaxCharacters(Long.MAX_VALUE);

        String sent = write(pull);
        assertThat(sent).contains(">uuid:1</", ">PT1.500S</", ">32000</", ">9223372036854775807</");

        Pull received = (Pull) context.createUnmarshaller().unmarshal(new StringReader(sent));
        assertThat(received.getMaxTime()).isEqualTo(Duration.ofMillis(1500));
        assertThat(received.getMaxElements()).isEqualTo(32000L);
        assertThat(received.getMaxCharacters()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void readsCountsInHeadersAsLongs() throws JAXBException {
        MaxEnvelopeSizeType size = new MaxEnvelopeSizeType();
        size.setValue(512000L);
        assertThat(write(MANAGEMENT.createMaxEnvelopeSize(size)))
                .contains(">512000</")
                .doesNotContain("Policy");
        assertThat(size.getPolicy()).isEqualTo(PolicyType.NOTIFY);

        long elements = read("<MaxElements " + WSMAN + ">20</MaxElements>", AttributablePositiveInteger.class)
                .getValue();
        assertThat(elements).isEqualTo(20);
        long estimate = read(
                        "<TotalItemsCountEstimate " + WSMAN + "> 7 </TotalItemsCountEstimate>",
                        AttributableNonNegativeInteger.class)
                .getValue();
        assertThat(estimate).isEqualTo(7);
        long retry = read(
                        "<RetryAfter xmlns='http://schemas.xmlsoap.org/ws/2004/08/addressing'>0</RetryAfter>",
                        RetryAfterType.class)
                .getValue();
        assertThat(retry).isZero();
        long sequence = read(
                        "<SequenceId xmlns='http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd'>1</SequenceId>",
                        AttributedUnsignedLong.class)
                .getValue();
        assertThat(sequence).isEqualTo(1);
        ConnectionRetryType retries =
                read("<ConnectionRetry Total='3' " + WSMAN + ">PT60S</ConnectionRetry>", ConnectionRetryType.class);
        assertThat(retries.getTotal()).isEqualTo(3L);
    }

    @Test
    void readsLanguagesAsLocales() throws JAXBException {
        dev.wsman.schema.management.Locale locale = new dev.wsman.schema.management.Locale();
        locale.setLang(Locale.US);
        assertThat(write(locale)).contains("xml:lang=\"en-US\"");

        DataLocaleType data = read(
                "<DataLocale xmlns='http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd' xml:lang='de-DE'/>",
                DataLocaleType.class);
        assertThat(data.getLang()).isEqualTo(Locale.GERMANY);
        AttributableLanguage encoding =
                read("<ContentEncoding " + WSMAN + ">en-US</ContentEncoding>", AttributableLanguage.class);
        assertThat(encoding.getValue()).isEqualTo(Locale.US);
    }

    @Test
    void readsExpirationAsTextBecauseItIsTimeOrDuration() throws JAXBException {
        Enumerate enumerate = (Enumerate) context.createUnmarshaller()
                .unmarshal(new StringReader("<Enumerate " + ENUMERATION + "><Expires>PT10M</Expires></Enumerate>"));

        assertThat(enumerate.getExpires()).isEqualTo("PT10M");
    }

    @Test
    void writesElementsOfWsManagementInEnumerate() throws JAXBException {
        AttributablePositiveInteger maximum = new AttributablePositiveInteger();
        maximum.setValue(100L);
        Enumerate enumerate = new Enumerate();
        enumerate.getAny().add(MANAGEMENT.createOptimizeEnumeration(new AttributableEmpty()));
        enumerate.getAny().add(MANAGEMENT.createMaxElements(maximum));

        assertThat(write(enumerate)).containsPattern("OptimizeEnumeration/>\\s*<(\\w+:)?MaxElements>100<");
    }

    @Test
    void returnsEnumerationContextUnchanged() throws JAXBException {
        String opaque = "a<x:b xmlns:x=\"urn:x\" c=\"d\">e</x:b>f";
        PullResponse response = (PullResponse) context.createUnmarshaller()
                .unmarshal(new StringReader("<PullResponse " + ENUMERATION + "><EnumerationContext>" + opaque
                        + "</EnumerationContext></PullResponse>"));
        Pull next = new Pull();
        next.setEnumerationContext(response.getEnumerationContext());

        assertThat(write(next))
                .containsPattern(">a<(\\w+):b c=\"d\"[^>]*>e</\\1:b>f<|>a<(\\w+):b [^>]*c=\"d\">e</\\2:b>f<");
    }

    @Test
    void holdsItemsOfAnyClassInResponse() {
        PullResponse response = new PullResponse();
        response.setItems(new dev.wsman.schema.enumeration.ItemListType());
        response.getItems().getAny().add("anything our reader makes of an item");

        assertThat(response.getItems().getAny()).hasSize(1);
    }

    @Test
    void keepsNamesThatAreNotNCNames() throws JAXBException {
        SelectorType selector = new SelectorType();
        selector.setName("__cimnamespace");
        selector.getContent().add("root/cimv2");
        SelectorSetType selectors = new SelectorSetType();
        selectors.getSelector().add(selector);
        OptionType option = new OptionType();
        option.setName("wmi:Timeout");
        option.setValue("1");

        assertThat(write(MANAGEMENT.createSelectorSet(selectors))).contains("Name=\"__cimnamespace\">root/cimv2</");
        assertThat(write(MANAGEMENT.createOption(option)))
                .containsPattern("<\\w+:Option Name=\"wmi:Timeout\"[^>]*>1</")
                .doesNotContain("MustComply");
    }

    @Test
    void readsIdentifyResponseWithVendorElements() throws JAXBException {
        IdentifyResponseType identity = read(
                "<i:IdentifyResponse xmlns:i='http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd'>"
                        + "<i:ProtocolVersion>http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd</i:ProtocolVersion>"
                        + "<i:ProductVendor>V</i:ProductVendor><x:More xmlns:x='urn:x'/>"
                        + "<i:SecurityProfiles><i:SecurityProfileName>urn:p</i:SecurityProfileName></i:SecurityProfiles>"
                        + "</i:IdentifyResponse>",
                IdentifyResponseType.class);

        assertThat(identity.getProtocolVersion()).containsExactly("http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd");
        assertThat(identity.getProductVendor()).isEqualTo("V");
        assertThat(identity.getAny()).hasSize(1);
        assertThat(identity.getSecurityProfiles().getSecurityProfileName()).containsExactly("urn:p");
    }

    @Test
    void readsCodeOfWSManFaultAsUnsigned() throws JAXBException {
        WSManFaultType fault = read(
                "<WSManFault xmlns='http://schemas.microsoft.com/wbem/wsman/1/wsmanfault' Code='2150858793' Machine='m'/>",
                WSManFaultType.class);

        assertThat(fault.getCode()).isEqualTo(2150858793L);
    }

    @Test
    void readsTimesOfShellInEitherSpelling() throws JAXBException {
        Shell shell = read(
                "<Shell xmlns='http://schemas.microsoft.com/wbem/wsman/1/windows/shell'>"
                        + "<IdleTimeOut>PT7200.000S</IdleTimeOut><IdleTimeout>PT2H</IdleTimeout></Shell>",
                Shell.class);

        assertThat(shell.getContent())
                .<Object>map(content -> ((JAXBElement<?>) content).getValue())
                .containsExactly(Duration.ofHours(2), Duration.ofHours(2));
    }

    private static <T> T read(String xml, Class<T> type) throws JAXBException {
        Object root = context.createUnmarshaller().unmarshal(new StringReader(xml));
        return type.cast(((JAXBElement<?>) root).getValue());
    }

    private static String write(Object root) throws JAXBException {
        Marshaller marshaller = context.createMarshaller();
        marshaller.setProperty(Marshaller.JAXB_FRAGMENT, true);
        StringWriter xml = new StringWriter();
        marshaller.marshal(root, xml);
        return xml.toString();
    }
}
