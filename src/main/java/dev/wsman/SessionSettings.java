package dev.wsman;

import dev.wsman.internal.cxf.RemoteService;
import dev.wsman.internal.protocol.RequestDefaults;
import dev.wsman.internal.transport.Authentication;
import dev.wsman.internal.transport.EndpointAddress;
import dev.wsman.internal.transport.HttpTransport;
import dev.wsman.internal.transport.TlsSettings;
import dev.wsman.internal.transport.TransportSettings;
import dev.wsman.internal.transport.WireLog;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The settings of a session builder. */
final class SessionSettings {
    /** The largest reply that is read by default, in bytes. */
    private static final long MAX_READ = 512L * 1024 * 1024;

    /**
     * The default MaxEnvelopeSize of requests, in bytes, as Windows' own clients send it. Windows reduces it to its
     * MaxEnvelopeSizekb; openwsman sends no more than 32,767 bytes to a client that does not send it.
     */
    private static final long DEFAULT_ENVELOPE_SIZE = 512_000;

    final EndpointAddress address;
    Credentials credentials = Credentials.none();
    boolean allowUnencrypted;
    int batchItems;
    Duration timeout = Duration.ofSeconds(60);
    Duration connectTimeout = Duration.ofSeconds(15);
    int maxConnections = 16;

    /** 0 if the caller does not set it; then the size that is sent and the size that is read differ. */
    long maxEnvelopeSize;

    boolean repairInvalidCharacters;
    Retry retry = Retry.none();
    final List<String> masked = new ArrayList<>();
    String userAgent = "wsman-session";

    @Nullable
    Locale locale;

    Encryption encryption = Encryption.AUTO;

    @Nullable
    WsmanListener listener;

    @Nullable
    ProxySelector proxies = ProxySelector.getDefault();

    @Nullable
    Credentials proxyCredentials;

    final TlsSettings.Builder tls = TlsSettings.builder();

    SessionSettings(EndpointAddress address) {
        this.address = address;
    }

    /**
     * Returns the service to which the session sends its requests. Nothing is sent.
     *
     * @throws IllegalArgumentException if the settings contradict one another
     */
    RemoteService service() {
        rejectContradictions();
        long sentSize = maxEnvelopeSize == 0 ? DEFAULT_ENVELOPE_SIZE : maxEnvelopeSize;
        RequestDefaults defaults = new RequestDefaults(address.toString(), locale, sentSize, repairInvalidCharacters);
        return new RemoteService(new HttpTransport(transport(), new WireLog(address.toString(), masked)), defaults);
    }

    private void rejectContradictions() {
        if (proxies == null && proxyCredentials != null) {
            throw new IllegalArgumentException("proxyCredentials: there is no proxy, as noProxy was called");
        }
        if (credentials.isCertificate() && !address.https()) {
            throw new IllegalArgumentException("credentials: a client certificate needs an https endpoint");
        }
    }

    private TransportSettings transport() {
        return new TransportSettings(
                address,
                tls.keys(credentials.keys(), credentials.isCertificate()).build(),
                credentials.authentication(encryption, address.https()),
                allowUnencrypted,
                connectTimeout,
                maxConnections,
                maxEnvelopeSize == 0 ? MAX_READ : maxEnvelopeSize,
                userAgent,
                proxies,
                proxyCredentials == null ? Authentication.none() : proxyCredentials.proxyAuthentication());
    }
}
