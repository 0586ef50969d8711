package dev.wsman.testkit.event.delivery;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/**
 * The settings of a forwarding host.
 *
 * @param collector the URL of the subscription manager
 * @param machineId the name of the host
 * @param tls the TLS; empty for the one of the JVM
 * @param kerberos how it authenticates; empty if it does not, or by its certificate
 * @param clock the clock by which deliveries wait
 * @param observer receives a line for each message
 */
public record ForwardingSettings(
        URI collector,
        String machineId,
        Optional<SSLContext> tls,
        Optional<KerberosLogin> kerberos,
        Clock clock,
        Consumer<String> observer) {

    /**
     * A login with Kerberos.
     *
     * @param keytab the key table of the host
     * @param principal the principal of the host
     * @param service the name of the collector's service, such as {@code HTTP@localhost}
     */
    public record KerberosLogin(Path keytab, String principal, String service) {}

    SinkSecurity security() {
        SSLContext context = tls.orElseGet(SinkClient::defaultTls);
        return kerberos.<SinkSecurity>map(login -> new KerberosSecurity(login, context))
                .orElseGet(() -> new SinkSecurity.Plain(context, Optional.empty()));
    }
}
