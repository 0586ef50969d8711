package dev.wsman.internal.transport;

import java.net.ProxySelector;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a session's transport.
 *
 * @param address where to connect
 * @param tls the trusted certificates and the client's own
 * @param login the credentials for the server
 * @param allowUnencrypted whether a password may be sent in plain http to another machine
 * @param connectTimeout for the TCP connection and the TLS handshake together, within the operation's own time
 * @param maxConnections how many connections may be open at once
 * @param maxEnvelopeSize how many bytes of a reply are read at most
 * @param userAgent the value of User-Agent
 * @param proxies selects the proxy of each connection; null for no proxy
 * @param proxyLogin the credentials for the proxy
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
