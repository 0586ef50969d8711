package dev.wsman;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.internal.transport.auth.kerberos.TestRealm;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.WsmanServiceBuilder;
import dev.wsman.testkit.data.AllTypesClass;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServiceNamespaces;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the tests of authentication share: a realm, an account, services that want to know who is there, and what they were sent. */
final class AuthenticatedServices {
    static final String USER = TestRealm.USER;
    static final String PASSWORD = TestRealm.PASSWORD;
    static final String REALM = "WSMAN.IT";
    static final String PRINCIPAL = "HTTP/localhost@" + REALM;
    static final String TYPES_URI = ServiceNamespaces.WMI + "root/cimv2/Lab_AllTypes";
    static final ResourceLocator ONE = ResourceLocator.of(TYPES_URI).selector("Id", "one");
    static final String SOAP = "application/soap+xml;charset=UTF-8";

    private static TestRealm realm;
    private static Path keytab;

    private AuthenticatedServices() {}

    /** A service with the types' class, for messages up to 64 MiB. */
    static WsmanServiceBuilder service() {
        return WsmanService.builder()
                .withoutStandardClasses()
                .add(AllTypesClass.create())
                .maxEnvelopeSize(64 << 20);
    }

    /** A service that offers all that can seal. */
    static WsmanServiceBuilder everyHandshake() {
        return service().negotiate(keytab(), PRINCIPAL, USER, PASSWORD).credSsp(USER, PASSWORD);
    }

    static char[] password() {
        return PASSWORD.toCharArray();
    }

    /** The realm of this process; it is started once and lives as long. */
    static synchronized TestRealm realm() {
        if (realm == null) {
            try {
                Path directory = Files.createTempDirectory("wsman-realm-");
                realm = TestRealm.start(REALM, directory);
                keytab = realm.keytab("HTTP/localhost");
            } catch (Exception broken) {
                throw new IllegalStateException(broken);
            }
        }
        return realm;
    }

    static synchronized Path keytab() {
        realm();
        return keytab;
    }

    static Credentials inRealm(Credentials credentials) {
        return credentials.realm(REALM, realm().kdc());
    }

    /** By the name that the service's principal has. */
    static String endpoint(WsmanService service) {
        return service.endpoint().replace("127.0.0.1", "localhost");
    }

    /** A session with a service, trusted by its certificate where it has one. */
    static Session.Builder session(WsmanService service) {
        Session.Builder builder = Session.builder(endpoint(service)).maxEnvelopeSize(64L << 20);
        return service.endpoint().startsWith("https")
                ? builder.certificateFingerprint(service.certificateFingerprint())
                : builder;
    }

    static Instance representation(String text) {
        return Instance.builder(TYPES_URI, "Lab_AllTypes")
                .put("Id", "one")
                .put("StringValue", text)
                .build();
    }

    static List<RecordedRequest> legs(WsmanService service) {
        return service.requests().stream()
                .filter(request -> request.header("Authorization").isPresent())
                .toList();
    }

    static List<RecordedRequest> messages(WsmanService service) {
        return service.requests().stream()
                .filter(request -> request.header("Authorization").isEmpty())
                .toList();
    }

    static void assertEmpty(RecordedRequest leg) {
        assertThat(leg.rawBytes()).isEmpty();
        assertThat(leg.header("Content-Length")).contains("0");
        assertThat(leg.header("Content-Type")).contains(SOAP);
        assertThat(leg.header("Transfer-Encoding")).isEmpty();
    }

    static String raw(RecordedRequest request) {
        return new String(request.rawBytes(), StandardCharsets.ISO_8859_1);
    }
}
