package dev.wsman.internal.transport;

import dev.wsman.internal.fault.ExchangeException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpException;

/** Opens a tunnel through a proxy to the server with CONNECT (RFC 9110 9.3.6), for a TLS connection. */
final class Tunnel {
    private final EndpointAddress server;
    private final RequestPreparation requests;
    private final ProxyLogin login;

    Tunnel(EndpointAddress server, RequestPreparation requests, ProxyLogin login) {
        this.server = server;
        this.requests = requests;
        this.login = login;
    }

    /**
     * Opens the tunnel.
     *
     * @throws ExchangeException if the proxy refuses, does not speak HTTP, or the connection breaks before it has
     *     replied
     * @throws ProxyAuthenticationRequiredException if CONNECT must be sent again on another connection
     * @throws IOException if the deadline passes, or the thread is interrupted
     */
    void open(DeadlineSocket raw, ProxyHop proxy, Deadline deadline) throws IOException {
        try (ProxyAuthorization authorization = new ProxyAuthorization(proxy, login)) {
            HttpConnection connection = new HttpConnection(raw, raw, proxy, authorization);
            ClassicHttpRequest request = requests.connect();
            connection.send(request);
            ResponseHead head = connection.receive(request);
            // after a success the tunnel begins, whatever Content-Length the proxy sends
            if (head.status() / 100 != 2) {
                head.drain();
                // tinyproxy refuses a wrong password with 401, a server's status, although only the proxy has read the
                // request
                if (head.status() == 401) {
                    throw authorization.refused(head);
                }
                throw ExchangeException.proxyRefused(
                        proxy.authority(), server.toString(), head.status(), head.reasonPhrase(), head.excerpt());
            }
        } catch (HttpException e) {
            throw ExchangeException.protocol("an HTTP reply to CONNECT from " + proxy, e.getMessage(), 0, e);
        } catch (ProxyAuthenticationRequiredException | ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            if (deadline.expired() || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            throw ExchangeException.connect(
                    server.toString(), new IOException(proxy + " did not reply to CONNECT: " + e.getMessage(), e));
        }
    }
}
