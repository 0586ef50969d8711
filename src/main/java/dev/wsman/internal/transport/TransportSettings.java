package dev.wsman.internal.transport;

import java.net.ProxySelector;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * All that a session's transport must know.
 *
 * @param address where to connect
 * @param tls whom to trust
 * @param login who we are
 * @param allowUnencrypted whether a password may be handed over plain http to another machine
 * @param connectTimeout for the TCP connection and the TLS handshake together, within the operation's own time
 * @param maxConnections how many connections may be open at once
 * @param maxEnvelopeSize how many octets of a reply are read at most
 * @param userAgent the User-Agent header
 * @param proxies chooses the proxy of each connection; null goes without
 * @param proxyLogin who we are to the proxy
 */
public record TransportSettings(
        EndpointAddress address,
        TlsSettings tls,
        Authentication login,
        boolean allowUnencrypted,
        Duration connectTimeout,
        int maxConnections,
        long maxEnvelopeSize,
        String userAgent,
        @Nullable ProxySelector proxies,
        Authentication proxyLogin) {}
