package dev.wsman.testkit.event;

import static dev.wsman.fixture.SessionFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Session;
import dev.wsman.event.BookmarkStore;
import dev.wsman.event.EventQuery;
import dev.wsman.event.EventSink;
import dev.wsman.event.PushSubscription;
import dev.wsman.event.SourceIdentity;
import dev.wsman.event.SourceInitiatedSubscription;
import dev.wsman.event.WindowsEvent;
import dev.wsman.fixture.AuthenticatedServices;
import dev.wsman.internal.event.sink.SinkTls;
import dev.wsman.internal.transport.auth.AuthenticationTarget;
import dev.wsman.internal.transport.auth.kerberos.KerberosContextFactory;
import dev.wsman.internal.transport.auth.kerberos.KerberosLogin;
import dev.wsman.internal.transport.auth.kerberos.KerberosOptions;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.http.ServiceCertificate;
import java.net.InetAddress;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** The stand-in for a forwarding host with Kerberos, against the sink of this library (EVENTING.md 4.2). */
@SuppressWarnings("try") // a subscription delivers to its handler
class ForwardingSecurityIT {
    private static final String USER = AuthenticatedServices.USER + "@" + AuthenticatedServices.REALM;

    private static final char[] NO_PASSWORD = {};

    private final List<WindowsEvent> events = new CopyOnWriteArrayList<>();
    private final List<String> principals = new CopyOnWriteArrayList<>();

    /** Makes the realm known to this JVM, in whose Kerberos configuration the host looks for it. */
    private static void configureRealm() throws Exception {
        KerberosOptions options = KerberosOptions.DEFAULT.realm(
                AuthenticatedServices.REALM, AuthenticatedServices.realm().kdc());
        KerberosLogin user = KerberosLogin.password(AuthenticatedServices.USER, AuthenticatedServices.password());
        new KerberosContextFactory(user, options)
                .create(AuthenticationTarget.http("localhost", 1))
                .close();
    }

    private SourceInitiatedSubscription<WindowsEvent> system() {
        return SourceInitiatedSubscription.eventLog("system", EventQuery.channel("System"))
                .maxLatency(Duration.ofSeconds(1))
                .compressed(true)
                .rendered(true)
                .handler(delivery -> {
                    events.addAll(delivery.events());
                    principals.add(delivery.source().principal().orElse(""));
                })
                .build();
    }

    @Test
    void encryptsCompressedDeliveriesWithKerberos() throws Exception {
        configureRealm();
        try (EventSink sink = EventSink.builder()
                        .bindAddress(InetAddress.getLoopbackAddress())
                        .port(0)
                        .kerberos(AuthenticatedServices.keytab(), AuthenticatedServices.PRINCIPAL)
                        .open();
                ForwardingHost host = ForwardingHost.to(sink.url() + "/wsman/SubscriptionManager/WEC")
                        .kerberos(AuthenticatedServices.realm().userKeytab(), USER, "HTTP@localhost")
                        .open()) {
            sink.offer(system());
            assertThat(host.refresh()).isEqualTo(200);
            host.log("System")
                    .event(7036)
                    .data("param1", "Spooler")
                    .message("Grüße")
                    .write();
            await("delivery", () -> events.size() == 1);
            assertThat(events.get(0).message()).hasValue("Grüße");
            assertThat(principals).contains(USER);
            // the event that has only the start position counts as well
            await("acknowledgement", () -> host.delivered() == 2);
        }
    }

    private static EventSink tlsSink(ServiceCertificate own, ServiceCertificate issuer) {
        return EventSink.builder()
                .bindAddress(InetAddress.getLoopbackAddress())
                .port(0)
                .tls(own.keyStore(), NO_PASSWORD)
                .clientCertificates(issuer.trustStore())
                .open();
    }

    private static SSLContext client(ServiceCertificate own, ServiceCertificate server) {
        return SinkTls.context(own.keyStore(), NO_PASSWORD, server.trustStore());
    }

    /** The certificate is its own issuer here. */
    @Test
    void collectsFromHostWithClientCertificate() throws Exception {
        ServiceCertificate server = ServiceCertificate.create();
        ServiceCertificate host = ServiceCertificate.create();
        BookmarkStore store = BookmarkStore.inMemory();
        List<SourceIdentity> sources = new CopyOnWriteArrayList<>();
        try (EventSink sink = tlsSink(server, host);
                ForwardingHost source = ForwardingHost.to(sink.url() + "/wsman/SubscriptionManager/WEC")
                        .tls(client(host, server))
                        .open()) {
            sink.offer(SourceInitiatedSubscription.eventLog("system", EventQuery.channel("System"))
                    .maxLatency(Duration.ofSeconds(1))
                    .issuerThumbprint(sha1(host.certificate()))
                    .bookmarks(store)
                    .handler(delivery -> {
                        events.addAll(delivery.events());
                        sources.add(delivery.source());
                    })
                    .build());
            assertThat(source.refresh()).isEqualTo(200);
            source.log("System").write(1);
            await("delivery", () -> events.size() == 1);

            String subject = host.certificate().getSubjectX500Principal().getName();
            assertThat(sources.get(0).certificate()).contains(host.certificate());
            assertThat(sources.get(0).name()).isEqualTo(subject);
            await("acknowledgement", () -> source.delivered() == 2); // event 111 is one of them
            assertThat(store.load("system", subject)).isPresent();
        }
    }

    private static String sha1(X509Certificate certificate) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded()));
    }

    @Test
    void refusesHostWithoutTrustedCertificate() {
        ServiceCertificate server = ServiceCertificate.create();
        try (EventSink sink = tlsSink(server, ServiceCertificate.create());
                ForwardingHost stranger = ForwardingHost.to(sink.url() + "/wsman/SubscriptionManager/WEC")
                        .tls(client(ServiceCertificate.create(), server))
                        .open();
                ForwardingHost unknown = ForwardingHost.to(sink.url() + "/wsman/SubscriptionManager/WEC")
                        .tls(server.clientContext())
                        .open()) {
            sink.offer(system());
            assertThat(stranger.refresh()).isZero();
            assertThat(unknown.refresh()).isZero();
            assertThat(sink.sources()).isEmpty();
        }
    }

    @Test
    void pushesToSinkWithClientCertificate() {
        ServiceCertificate server = ServiceCertificate.create();
        ServiceCertificate host = ServiceCertificate.create();
        try (EventSink sink = tlsSink(server, host);
                WsmanService service = WsmanService.builder()
                        .withoutAuthentication()
                        .sinkTls(client(host, server))
                        .build()
                        .start();
                Session session = Session.builder(service.endpoint()).build();
                PushSubscription<WindowsEvent> subscription = PushSubscription.eventLog(
                                session, EventQuery.channel("System"), sink)
                        .maxLatency(Duration.ofSeconds(1))
                        .handler(delivery -> events.addAll(delivery.events()))
                        .open()) {
            service.log("System").write(1);
            await("delivery", () -> events.size() == 1);
            assertThat(subscription.isOpen()).isTrue();
        }
    }

    @Test
    void refusesHostWithoutKerberos() {
        try (EventSink sink = EventSink.builder()
                        .bindAddress(InetAddress.getLoopbackAddress())
                        .port(0)
                        .kerberos(AuthenticatedServices.keytab(), AuthenticatedServices.PRINCIPAL)
                        .open();
                ForwardingHost host = ForwardingHost.to(sink.url() + "/wsman/SubscriptionManager/WEC")
                        .open()) {
            sink.offer(system());
            assertThat(host.refresh()).isEqualTo(401);
            assertThat(host.subscriptions()).isEmpty();
        }
    }
}
