package dev.wsman.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.security.auth.login.LoginContext;

/** Logs in with the messages that a login needs, up to the reply to Identify. Each login has a new connection. */
final class BareLogins {
    private static final byte[] IDENTIFY = FloorContender.IDENTIFY.getBytes(UTF_8);
    private static final BareEncryption SPNEGO = new BareEncryption("application/HTTP-SPNEGO-session-encrypted");
    private static final BareEncryption KERBEROS = new BareEncryption("application/HTTP-Kerberos-session-encrypted");

    private BareLogins() {}

    /** Identify on a new connection without authentication. */
    static long plain(URI url) throws Exception {
        return identify(url, socket -> socket);
    }

    static long tls(URI url, SSLContext context) throws Exception {
        return identify(url, socket -> secured(url, socket, context));
    }

    private static Socket secured(URI url, Socket socket, SSLContext context) throws IOException {
        SSLSocket secured =
                (SSLSocket) context.getSocketFactory().createSocket(socket, url.getHost(), url.getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static long identify(URI url, BareConnection.Layer layer) throws Exception {
        try (BareConnection connection = new BareConnection(url, layer)) {
            return identified(connection.exchange(IDENTIFY, CannedContract.CONTENT_TYPE));
        }
    }

    static long ntlm(URI url) throws Exception {
        try (BareConnection connection = new BareConnection(url, socket -> socket)) {
            BareNtlm ntlm = new BareNtlm();
            byte[] challenge = connection.leg("Negotiate", ntlm.negotiate());
            connection.leg("Negotiate", ntlm.authenticate(challenge));
            byte[] reply = connection.exchange(ntlm.encrypt(IDENTIFY, SPNEGO), SPNEGO.contentType());
            return identified(ntlm.decrypt(BareEncryption.token(reply)));
        }
    }

    /** Fetches the user's ticket and that of the service, and logs in. */
    static long kerberos(URI url) throws Exception {
        LoginContext login = BareKerberos.logIn();
        try {
            return kerberos(url, login);
        } finally {
            login.logout();
        }
    }

    /** Logs in with tickets that are there already, except in the first login. */
    static long kerberos(URI url, LoginContext login) throws Exception {
        BareKerberos kerberos = new BareKerberos(login.getSubject());
        try (BareConnection connection = new BareConnection(url, socket -> socket)) {
            kerberos.step(connection.leg("Kerberos", kerberos.step(new byte[0])));
            byte[] reply = connection.exchange(kerberos.encrypt(IDENTIFY, KERBEROS), KERBEROS.contentType());
            return identified(kerberos.decrypt(BareEncryption.token(reply)));
        } finally {
            kerberos.close();
        }
    }

    private static long identified(byte[] reply) {
        if (!new String(reply, UTF_8).contains("IdentifyResponse")) {
            throw new IllegalStateException("not a reply to Identify");
        }
        return 1;
    }
}
