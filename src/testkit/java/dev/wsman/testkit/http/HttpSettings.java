package dev.wsman.testkit.http;

import dev.wsman.testkit.protocol.ServerQuirks;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * How the service listens.
 *
 * @param https whether it uses TLS
 * @param clients the trusted client certificates or their issuers; empty to request none
 * @param port the port; 0 for a free one
 * @param path the path of the URL
 * @param maxRequest the largest request body in bytes
 * @param quirks the server that it imitates
 * @param authenticator decides which clients are accepted
 */
public record HttpSettings(
        boolean https,
        List<X509Certificate> clients,
        int port,
        String path,
        int maxRequest,
        ServerQuirks quirks,
        RequestAuthenticator authenticator) {
    /** Returns these settings with another port. */
    public HttpSettings at(int otherPort) {
        return new HttpSettings(https, clients, otherPort, path, maxRequest, quirks, authenticator);
    }
}
