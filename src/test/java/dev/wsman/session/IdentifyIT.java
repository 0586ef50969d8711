package dev.wsman.session;

import static dev.wsman.fixture.SessionFixture.SOAP_TYPE;
import static dev.wsman.fixture.SessionFixture.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.Credentials;
import dev.wsman.Identity;
import dev.wsman.Session;
import dev.wsman.WsmanError;
import dev.wsman.WsmanProtocolException;
import dev.wsman.fixture.SessionFixture;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceNamespaces;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Identify (DSP0226 clause 11). */
class IdentifyIT {
    @AutoStart
    static final WsmanService service =
            SessionFixture.service().basic("user", "secret").build();

    @AutoStart
    static final WsmanService omi =
            SessionFixture.service().quirks(ServerQuirks.OMI).build();

    private static Session withCredentials() {
        return Session.builder(service.endpoint())
                .credentials(Credentials.basic("user", "secret".toCharArray()))
                .build();
    }

    @Test
    void sendsNeitherAddressingHeadersNorResourceUri() {
        try (Session session = withCredentials()) {
            session.identify();
        }
        RecordedRequest sent = service.lastRequest(ServiceOperation.IDENTIFY);
        assertThat(sent.xpath("count(//*[namespace-uri()='" + ServiceNamespaces.ADDRESSING + "'])"))
                .isEqualTo("0");
        assertThat(sent.xpath("count(/s:Envelope/s:Header/wsman:ResourceURI)")).isEqualTo("0");
        // Windows 2008 rejects an envelope without headers
        assertThat(SessionFixture.headerNames(sent)).containsExactly("OperationTimeout");
        assertThat(sent.xpath("count(//@s:mustUnderstand)")).isEqualTo("0");
        assertThat(sent.xpath("count(/s:Envelope/s:Body/wsmid:Identify[not(node())])"))
                .isEqualTo("1");
        assertThat(sent.header("Content-Type")).contains(SOAP_TYPE);
    }

    @Test
    void sendsUnauthenticatedHeaderWithoutCredentials() {
        try (Session session = Session.open(service.endpoint())) {
            Identity identity = session.identify();
            assertThat(identity.protocolVersion()).isEqualTo(ServiceNamespaces.WSMAN);
            assertThat(identity.productVendor()).isEmpty();
        }
        RecordedRequest sent = service.lastRequest(ServiceOperation.IDENTIFY);
        assertThat(sent.header("WSMANIDENTIFY")).contains("unauthenticated");
        assertThat(sent.header("Authorization")).isEmpty();
        assertThat(service.requests()).hasSize(1);
    }

    @Test
    void sendsCredentialsAndReadsAllProperties() {
        try (Session session = withCredentials()) {
            Identity identity = session.identify();
            assertThat(identity.productVendor()).contains("wsman-session testkit");
            assertThat(identity.productVersion()).contains("1.0");
            assertThat(identity.securityProfiles())
                    .containsExactly("http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/http/basic");
        }
        RecordedRequest sent = service.lastRequest(ServiceOperation.IDENTIFY);
        assertThat(sent.header("WSMANIDENTIFY")).isEmpty();
        assertThat(sent.header("Authorization")).isPresent();
    }

    @Test
    void readsReplyOfOmiInSoapNamespace() {
        try (Session session = Session.builder(omi.endpoint())
                .credentials(Credentials.basic("u", "p".toCharArray()))
                .build()) {
            assertThat(session.identify().productVendor()).contains("Open Group");
        }
        assertThat(omi.requests()).hasSize(1);
    }

    @Test
    void keepsVendorElementsAndInitiatives() {
        service.on(ServiceOperation.IDENTIFY)
                .respond(200, SOAP_TYPE, envelope("""
                <i:IdentifyResponse xmlns:i='%s'><i:ProtocolVersion>%s</i:ProtocolVersion>
                <i:ProductVendor>Dell</i:ProductVendor>
                <i:IntiativeSupport><i:InitiativeName>DASH</i:InitiativeName>\
                <i:InitiativeVersion>1.1</i:InitiativeVersion></i:IntiativeSupport>
                <v:Lifecycle xmlns:v='urn:vendor'>7</v:Lifecycle></i:IdentifyResponse>
                """.formatted(ServiceNamespaces.IDENTITY, ServiceNamespaces.WSMAN)));
        try (Session session = withCredentials()) {
            Identity identity = session.identify();
            assertThat(identity.initiatives()).isEqualTo(Map.of("DASH", "1.1"));
            assertThat(identity.other()).singleElement().satisfies(other -> assertThat(other.text())
                    .isEqualTo("7"));
        }
    }

    @Test
    void rejectsReplyThatIsNotIdentifyResponse() {
        service.on(ServiceOperation.IDENTIFY).respond(200, SOAP_TYPE, envelope("<other xmlns='urn:x'/>"));
        service.on(ServiceOperation.IDENTIFY).respond(200, SOAP_TYPE, envelope(""));
        try (Session session = withCredentials()) {
            for (int i = 0; i < 2; i++) {
                WsmanProtocolException failure = catchThrowableOfType(WsmanProtocolException.class, session::identify);
                assertThat(failure.error().kind()).isEqualTo(WsmanError.Kind.PROTOCOL);
                assertThat(failure).hasMessageContaining("IdentifyResponse");
            }
            assertThat(session.identify().productVendor()).isPresent();
        }
        assertThat(service.requests(ServiceOperation.IDENTIFY)).hasSize(3);
    }
}
