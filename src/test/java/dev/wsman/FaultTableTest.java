package dev.wsman;

import static dev.wsman.FaultText.error;
import static dev.wsman.FaultText.fault;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.WsmanError.Kind;
import dev.wsman.internal.fault.FaultSubcodes;
import dev.wsman.internal.fault.NativeCodes;
import dev.wsman.internal.xml.Namespaces;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The faults of DSP0226 §14.6, of DSP0227 and of the specifications that they use, in the form that servers send. */
class FaultTableTest {

    private static final Map<String, String> NAMESPACES = Map.of(
            "wsman", Namespaces.WSMAN,
            "wsa", Namespaces.ADDRESSING,
            "wxf", Namespaces.TRANSFER,
            "wsen", Namespaces.ENUMERATION,
            "wse", Namespaces.EVENTING,
            "wsmb", Namespaces.CIM_BINDING);
    private static final String FAULT_DETAIL = "http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Sender   | wsman:AccessDenied                      | ACCESS_DENIED                        |
            Sender   | wsa:ActionNotSupported                  | ACTION_NOT_SUPPORTED                 | ActionMismatch
            Sender   | wsman:AlreadyExists                     | ALREADY_EXISTS                       |
            Sender   | wsman:CannotProcessFilter               | CANNOT_PROCESS_FILTER                |
            Sender   | wsen:CannotProcessFilter                | CANNOT_PROCESS_FILTER                |
            Sender   | wsman:Concurrency                       | CONCURRENCY                          |
            Sender   | wse:DeliveryModeRequestedUnavailable    | DELIVERY_MODE_REQUESTED_UNAVAILABLE  |
            Receiver | wsman:DeliveryRefused                   | DELIVERY_REFUSED                     |
            Sender   | wsa:DestinationUnreachable              | DESTINATION_UNREACHABLE              | InvalidResourceURI
            Sender   | wsman:EncodingLimit                     | ENCODING_LIMIT                       | URILimitExceeded MaxEnvelopeSize MaxEnvelopeSizeExceeded MinimumEnvelopeLimit ServiceEnvelopeLimit SelectorLimit OptionLimit CharacterSet UnreportableSuccess Whitespace EncodingType
            Receiver | wsa:EndpointUnavailable                 | ENDPOINT_UNAVAILABLE                 | ResourceOffline InvalidResourceURI InvalidValues
            Sender   | wsman:EventDeliverToUnusable            | EVENT_DELIVER_TO_UNUSABLE            | PolicyTooComplex CannotComplyWithPolicy UnusableAddress
            Sender   | wse:EventSourceUnableToProcess          | EVENT_SOURCE_UNABLE_TO_PROCESS       | UnusableAddress
            Sender   | wsen:FilterDialectRequestedUnavailable  | FILTER_DIALECT_REQUESTED_UNAVAILABLE |
            Sender   | wse:FilteringNotSupported               | FILTERING_NOT_SUPPORTED              |
            Sender   | wsen:FilteringNotSupported              | FILTERING_NOT_SUPPORTED              |
            Sender   | wse:FilteringRequestedUnavailable       | FILTER_DIALECT_REQUESTED_UNAVAILABLE | FilteringRequired
            Receiver | wsman:FragmentDialectNotSupported       | FRAGMENT_DIALECT_NOT_SUPPORTED       |
            Receiver | wsman:InternalError                     | INTERNAL_ERROR                       |
            Sender   | wsman:InvalidBookmark                   | INVALID_BOOKMARK                     | Expired Invalid InvalidFormat
            Receiver | wsen:InvalidEnumerationContext          | INVALID_ENUMERATION_CONTEXT          |
            Sender   | wse:InvalidExpirationTime               | INVALID_EXPIRATION_TIME              |
            Sender   | wsen:InvalidExpirationTime              | INVALID_EXPIRATION_TIME              |
            Sender   | wse:InvalidMessage                      | INVALID_MESSAGE                      |
            Sender   | wsa:InvalidMessageInformationHeader     | INVALID_MESSAGE_INFORMATION_HEADER   | InvalidTimeout DuplicateMessageID
            Sender   | wsman:InvalidOptions                    | INVALID_OPTIONS                      | NotSupported InvalidName InvalidValue
            Sender   | wsman:InvalidParameter                  | INVALID_PARAMETER                    | TypeMismatch InvalidName
            Sender   | wxf:InvalidRepresentation               | INVALID_REPRESENTATION               | InvalidValues MissingValues InvalidNamespace InvalidFragment
            Sender   | wsman:InvalidSelectors                  | INVALID_SELECTORS                    | InsufficientSelectors UnexpectedSelectors TypeMismatch InvalidValue AmbiguousSelectors DuplicateSelectors
            Sender   | wsa:MessageInformationHeaderRequired    | MESSAGE_INFORMATION_HEADER_REQUIRED  |
            Sender   | wsman:NoAck                             | NO_ACK                               |
            Sender   | wsman:QuotaLimit                        | QUOTA_LIMIT                          |
            Sender   | wsman:SchemaValidationError             | SCHEMA_VALIDATION_ERROR              |
            Receiver | wsen:TimedOut                           | TIMED_OUT                            |
            Receiver | wsman:TimedOut                          | TIMED_OUT                            |
            Sender   | wse:UnableToRenew                       | UNABLE_TO_RENEW                      |
            Receiver | wsen:UnableToRenew                      | UNABLE_TO_RENEW                      |
            Sender   | wse:UnsupportedExpirationType           | UNSUPPORTED_EXPIRATION_TYPE          |
            Receiver | wsen:UnsupportedExpirationType          | UNSUPPORTED_EXPIRATION_TYPE          |
            Sender   | wsman:UnsupportedFeature                | UNSUPPORTED_FEATURE                  | AuthorizationMode AddressingMode Ack OperationTimeout Locale DataLocale EnumerationMode ExpirationTime FragmentLevelAccess DeliveryRetries Heartbeats Bookmarks MaxElements MaxTime MaxEnvelopeSize MaxEnvelopePolicy FilteringRequired InsecureAddress FormatMismatch FormatSecurityToken AsynchronousRequest MissingValues InvalidValues InvalidNamespace OptionSet
            Sender   | wsmb:PolymorphismModeNotSupported       | POLYMORPHISM_MODE_NOT_SUPPORTED      |
            Receiver | wsmb:CIMException                       | CIM_EXCEPTION                        |
            Sender   | wsman:IncompatibleEPR                   | INCOMPATIBLE_EPR                     |
            Sender   | wsman:InvalidSystem                     | INVALID_SYSTEM                       |
            Sender   | wsman:MetadataRedirect                  | METADATA_REDIRECT                    |
            Sender   | wsman:RenameFailure                     | RENAME_FAILURE                       |
            Sender   | wsman:FailedAuthentication              | AUTHENTICATION                       |
            """)
    void mapsEverySubcodeToItsKind(String code, String subcode, Kind kind, String details) {
        String[] prefixAndName = subcode.split(":");
        for (String detail : details == null ? List.of("") : List.of(details.split(" "))) {
            String detailXml =
                    detail.isEmpty() ? "" : "<wsman:FaultDetail>" + FAULT_DETAIL + detail + "</wsman:FaultDetail>";
            WsmanError error = error(fault("s:" + code, subcode, "because", detailXml));

            assertThat(error.kind()).isEqualTo(kind);
            assertThat(error.code()).contains(new QName(Namespaces.SOAP, code));
            assertThat(error.subcode()).contains(new QName(NAMESPACES.get(prefixAndName[0]), prefixAndName[1]));
            assertThat(error.reason()).isEqualTo("because");
            if (detail.isEmpty()) {
                assertThat(error.detail()).isEmpty();
            } else {
                assertThat(error.detail()).contains(URI.create(FAULT_DETAIL + detail));
                assertThat(error.toString()).contains(detail);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MustUnderstand, MUST_UNDERSTAND",
        "VersionMismatch, VERSION_MISMATCH",
        "DataEncodingUnknown, DATA_ENCODING_UNKNOWN",
        "Receiver, OTHER",
        "Sender, OTHER"
    })
    void mapsFaultWithoutSubcodeByItsCode(String code, Kind kind) {
        WsmanError error = error(fault("s:" + code, null, "because", ""));

        assertThat(error.kind()).isEqualTo(kind);
        assertThat(error.subcode()).isEmpty();
    }

    @Test
    void hasKindForEverySubcodeAndSubcodeForEveryServerKind() {
        Set<Kind> reached = EnumSet.noneOf(Kind.class);
        for (QName subcode : FaultSubcodes.known()) {
            Kind kind = FaultSubcodes.kind(subcode).map(Kind::valueOf).orElse(Kind.OTHER);
            assertThat(kind).as(subcode.toString()).isNotEqualTo(Kind.OTHER);
            reached.add(kind);
        }
        Set<Kind> fromServers = EnumSet.range(Kind.ACCESS_DENIED, Kind.VERSION_MISMATCH);
        fromServers.removeAll(Set.of(Kind.MUST_UNDERSTAND, Kind.VERSION_MISMATCH, Kind.DATA_ENCODING_UNKNOWN));
        assertThat(reached).containsAll(fromServers);
    }

    @Test
    void keepsNameOfUnknownSubcode() {
        WsmanError error = error(fault("s:Sender", "v:Overheated", "too hot", "")
                .replace("<s:Fault>", "<s:Fault xmlns:v='http://vendor.example/faults'>"));

        assertThat(error.kind()).isEqualTo(Kind.OTHER);
        assertThat(error.subcode()).contains(new QName("http://vendor.example/faults", "Overheated"));
        assertThat(error.toString()).contains("Overheated").contains("too hot");
    }

    @Test
    void distinguishesVendorSubcodeFromStandardOneOfSameName() {
        WsmanError error = error(fault("s:Sender", "v:AccessDenied", "door closed", "")
                .replace("<s:Fault>", "<s:Fault xmlns:v='http://vendor.example/faults'>"));

        assertThat(error.kind()).isEqualTo(Kind.OTHER);
    }

    @ParameterizedTest
    @CsvSource({
        "wsa:EndpointUnavilable, ENDPOINT_UNAVAILABLE, wsa:EndpointUnavailable",
        "wsmb:DevliveryToUnusable, EVENT_DELIVER_TO_UNUSABLE, wsman:EventDeliverToUnusable",
        "wsmb:EventDeliverToUnusable, EVENT_DELIVER_TO_UNUSABLE, wsman:EventDeliverToUnusable",
        "wsman:InvalidEnumerationContext, INVALID_ENUMERATION_CONTEXT, wsen:InvalidEnumerationContext"
    })
    void correctsMisspeltSubcodes(String sent, Kind kind, String meant) {
        WsmanError error = error(fault("s:Receiver", sent, "", ""));

        String[] prefixAndName = meant.split(":");
        assertThat(error.kind()).isEqualTo(kind);
        assertThat(error.subcode()).contains(new QName(NAMESPACES.get(prefixAndName[0]), prefixAndName[1]));
        assertThat(FaultText.read(fault("s:Receiver", sent, "", "")).subcodeAsSent())
                .isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"w:AccessDenied", "nowhere:AccessDenied", "AccessDenied", " wsman:AccessDenied\n"})
    void resolvesSubcodeWithUndeclaredOrMissingPrefix(String subcode) {
        assertThat(error(fault("s:Sender", subcode, "", "")).kind()).isEqualTo(Kind.ACCESS_DENIED);
    }

    @Test
    void usesDeepestKnownSubcode() {
        String nested = "wsman:InternalError</s:Value><s:Subcode><s:Value>wsman:QuotaLimit</s:Value>"
                + "<s:Subcode><s:Value>v:Particular</s:Value></s:Subcode></s:Subcode></s:Subcode>";
        String envelope = fault("s:Sender", "X", "", "").replace("X</s:Value></s:Subcode>", nested);

        assertThat(error(envelope).kind()).isEqualTo(Kind.QUOTA_LIMIT);
        assertThat(error(envelope).subcode()).contains(new QName(Namespaces.WSMAN, "QuotaLimit"));
    }

    @ParameterizedTest
    @CsvSource({
        "wsman:faultDetail/InvalidResourceURI, InvalidResourceURI",
        "w:faultDetail/Locale, Locale",
        "http://schemas.dmtf.org/wbem/wsman/1/wsman/:faultDetail/FilteringRequired, FilteringRequired",
        "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd/faultDetail/Locale, Locale",
        "http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/AmbigousSelectors, AmbiguousSelectors",
        "http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/CharechterSet, CharacterSet",
        "http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/AutherizationMode, AuthorizationMode",
        "http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/FormatSecurityTocken, FormatSecurityToken",
        "wsman:faultDetail/UriLimitExceeded, URILimitExceeded"
    })
    void correctsFaultDetailAndKeepsOriginal(String sent, String name) {
        String envelope = fault(
                "s:Sender", "wsman:UnsupportedFeature", "", "<wsman:FaultDetail>" + sent + "</wsman:FaultDetail>");

        assertThat(error(envelope).detail()).contains(URI.create(FAULT_DETAIL + name));
        assertThat(error(envelope).detailXml())
                .hasValueSatisfying(xml -> assertThat(xml).contains(sent));
        assertThat(FaultText.read(envelope).faultDetailAsSent()).isEqualTo(sent);
    }

    @Test
    void keepsForeignFaultDetail() {
        WsmanError uri = error(fault(
                "s:Sender", "wsman:UnsupportedFeature", "", "<wsman:FaultDetail>urn:x:detail/Y</wsman:FaultDetail>"));
        WsmanError text = error(
                fault("s:Sender", "wsman:UnsupportedFeature", "", "<wsman:FaultDetail>not a uri</wsman:FaultDetail>"));

        assertThat(uri.detail()).contains(URI.create("urn:x:detail/Y"));
        assertThat(text.detail()).isEmpty();
        assertThat(text.detailXml()).hasValueSatisfying(xml -> assertThat(xml).contains("not a uri"));
    }

    @ParameterizedTest
    @CsvSource({
        "5, ACCESS_DENIED",
        "0x5, ACCESS_DENIED",
        "2147942405, ACCESS_DENIED",
        "-2147024891, ACCESS_DENIED",
        "1326, AUTHENTICATION",
        "2150858752, DESTINATION_UNREACHABLE",
        "0x80338000, DESTINATION_UNREACHABLE",
        "2150858770, DESTINATION_UNREACHABLE",
        "2150858771, ACTION_NOT_SUPPORTED",
        "2150858778, CANNOT_PROCESS_FILTER",
        "2150859042, CANNOT_PROCESS_FILTER",
        "2150858779, INVALID_ENUMERATION_CONTEXT",
        "2150858793, TIMED_OUT",
        "2150858803, ALREADY_EXISTS",
        "2150858811, DESTINATION_UNREACHABLE",
        "2150858813, INVALID_SELECTORS",
        "2150858815, QUOTA_LIMIT",
        "2150858817, SCHEMA_VALIDATION_ERROR",
        "2150858818, UNSUPPORTED_FEATURE",
        "2150858843, INVALID_SELECTORS",
        "2150858878, ENCODING_LIMIT",
        "2150859013, ACCESS_DENIED",
        "2150859063, POLYMORPHISM_MODE_NOT_SUPPORTED",
        "2150859174, QUOTA_LIMIT",
        "2147749890, DESTINATION_UNREACHABLE",
        "2150858755, OTHER",
        "32768, OTHER"
    })
    void mapsNativeCodeIfSubcodeGivesNoKind(String code, Kind kind) {
        WsmanError bare = error(fault("s:Receiver", null, "", FaultText.wsmanFault(code, "m")));
        WsmanError internal = error(fault("s:Receiver", "wsman:InternalError", "", FaultText.wsmanFault(code, "m")));

        assertThat(bare.kind()).isEqualTo(kind);
        assertThat(internal.kind()).isEqualTo(kind == Kind.OTHER ? Kind.INTERNAL_ERROR : kind);
        assertThat(internal.subcode()).contains(new QName(Namespaces.WSMAN, "InternalError"));
    }

    @Test
    void prefersSpecificSubcodeToNativeCode() {
        WsmanError error = error(fault("s:Sender", "wsman:AccessDenied", "", FaultText.wsmanFault("2150858752", "m")));

        assertThat(error.kind()).isEqualTo(Kind.ACCESS_DENIED);
        assertThat(error.nativeCode()).hasValue(2150858752L);
    }

    @Test
    void hasNativeCodeWithSymbolForEveryKind() {
        assertThat(Arrays.stream(Kind.values()).map(Kind::nativeCode).map(NativeCodes::symbol))
                .allSatisfy(symbol -> assertThat(symbol).isPresent());
    }
}
