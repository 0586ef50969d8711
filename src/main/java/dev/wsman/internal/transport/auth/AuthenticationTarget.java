package dev.wsman.internal.transport.auth;

import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * The peer of a handshake.
 *
 * @param host name or address literal, as in the endpoint (no brackets around IPv6)
 * @param port the TCP port
 * @param https whether the connection uses TLS
 * @param certificate the server's leaf certificate, for channel binding; null over http
 */
public record AuthenticationTarget(
        String host, int port, boolean https, @Nullable X509Certificate certificate) {
    public AuthenticationTarget {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host must not be blank");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port must be 1 to 65535, was " + port);
        }
    }

    /** A target over plain http. */
    public static AuthenticationTarget http(String host, int port) {
        return new AuthenticationTarget(host, port, false, null);
    }

    @Override
    public String toString() {
        return (https ? "https://" : "http://") + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
