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

/** What the builder of a session has collected. */
final class SessionSettings {
    private static final long READ_AT_MOST = 512L * 1024 * 1024;

    /**
     * What is asked for unless the caller says otherwise, as Windows' own clients do. Windows reduces it to its
     * MaxEnvelopeSizekb; openwsman sends no more than 32,767 bytes to a client that does not ask.
     */
    private static final long ASKED_FOR = 512_000;

    final EndpointAddress address;
    Credentials credentials = Credentials.none();
    boolean allowUnencrypted;
    int batchItems;
    Duration timeout = Duration.ofSeconds(60);
    Duration connectTimeout = Duration.ofSeconds(15);
    int maxConnections = 16;

    /** 0 unless the caller sets it: then what is asked for and what is read differ. */
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

    Session build() {
        long askedFor = maxEnvelopeSize == 0 ? ASKED_FOR : maxEnvelopeSize;
        RequestDefaults wire = new RequestDefaults(address.toString(), locale, askedFor, repairInvalidCharacters);
        RemoteService service =
                new RemoteService(new HttpTransport(transport(), new WireLog(address.toString(), masked)), wire);
        OperationRunner operations = new OperationRunner(service, new RetryExecutor(retry), listener);
        return new Session(address, service, credentials.isNone(), operations, batchItems, timeout);
    }

    private void refuseContradictions() {
        if (proxies == null && proxyCredentials != null) {
            throw new IllegalArgumentException("proxyCredentials: there is no proxy, as noProxy was called");
        }
        if (credentials.isCertificate() && !address.https()) {
            throw new IllegalArgumentException("credentials: a client certificate needs an https endpoint");
        }
    }

    private TransportSettings transport() {
        refuseContradictions();
        return new TransportSettings(
                address,
                tls.keys(credentials.keys(), credentials.isCertificate()).build(),
                credentials.login(encryption, address.https()),
                allowUnencrypted,
                connectTimeout,
                maxConnections,
                maxEnvelopeSize == 0 ? READ_AT_MOST : maxEnvelopeSize,
                userAgent,
                proxies,
                proxyCredentials == null ? Authentication.none() : proxyCredentials.proxyLogin());
    }
}
