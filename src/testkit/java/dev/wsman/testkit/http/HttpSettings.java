package dev.wsman.testkit.http;

import dev.wsman.testkit.protocol.ServerQuirks;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * How the service listens.
 *
 * @param https whether with TLS
 * @param clients the certificates, or issuers of certificates, of clients; empty to ask for none
 * @param port the port, 0 for a free one
 * @param path the path of the URL
 * @param maxRequest the largest request body in octets
 * @param quirks how it answers
 * @param authenticator whom it lets in
 */
public record HttpSettings(
        boolean https,
        List<X509Certificate> clients,
        int port,
        String path,
        int maxRequest,
        ServerQuirks quirks,
        RequestAuthenticator authenticator) {}
