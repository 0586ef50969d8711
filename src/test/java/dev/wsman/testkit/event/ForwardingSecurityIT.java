package dev.wsman.testkit.event;

import static dev.wsman.fixture.SessionFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.event.EventQuery;
import dev.wsman.event.EventSink;
import dev.wsman.event.SourceInitiatedSubscription;
import dev.wsman.event.WindowsEvent;
import dev.wsman.fixture.AuthenticatedServices;
import dev.wsman.internal.transport.auth.AuthenticationTarget;
import dev.wsman.internal.transport.auth.kerberos.KerberosContextFactory;
import dev.wsman.internal.transport.auth.kerberos.KerberosLogin;
import dev.wsman.internal.transport.auth.kerberos.KerberosOptions;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The stand-in for a forwarding host with Kerberos, against the sink of this library (EVENTING.md 4.2). */
class ForwardingSecurityIT {
    private static final String USER = AuthenticatedServices.USER + "@" + AuthenticatedServices.REALM;

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

    @Test
    void sinkWithKerberosRefusesHostWithoutIt() {
        try (EventSink sink = EventSink.builder()
                        .bindAddress(InetAddress.getLoopbackAddress())
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
