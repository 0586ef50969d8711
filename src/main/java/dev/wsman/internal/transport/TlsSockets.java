package dev.wsman.internal.transport;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Puts TLS on a connection to the server, with the versions, the host name and the checks that the session asks for.
 * Thread-safe.
 */
final class TlsSockets {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");

    private final EndpointAddress server;
    private final TlsSettings settings;

    TlsSockets(EndpointAddress server, TlsSettings settings) {
        this.server = server;
        this.settings = settings;
    }

    /** Returns a socket that trusts what the session trusts and has not shaken hands yet. */
    SSLSocket over(DeadlineSocket raw) throws IOException {
        return over(raw, settings.context(), settings.checkHostname());
    }

    /** Returns a socket of another context that has not shaken hands yet. */
    SSLSocket over(DeadlineSocket raw, SSLContext context, boolean checkHostname) throws IOException {
        raw.records();
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(raw, server.host(), server.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        if (checkHostname) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        parameters.setProtocols(offered(parameters.getProtocols()));
        indicate(server.host(), parameters);
        socket.setSSLParameters(parameters);
        return socket;
    }

    /**
     * Sends the server's name. The JDK leaves out a name without a dot, such as that of a machine in the same domain.
     * Address literals are never sent (RFC 6066 3).
     */
    private static void indicate(String host, SSLParameters parameters) {
        boolean literal = host.indexOf(':') >= 0 || ADDRESS.matcher(host).matches();
        if (!literal && NAME.matcher(host).matches()) {
            parameters.setServerNames(List.of(new SNIHostName(host)));
        }
    }

    private String[] offered(String[] enabled) throws SSLException {
        String[] both =
                List.of(enabled).stream().filter(settings.protocols()::contains).toArray(String[]::new);
        if (both.length == 0) {
            throw new SSLException("the TLS context has none of " + settings.protocols());
        }
        return both;
    }
}
