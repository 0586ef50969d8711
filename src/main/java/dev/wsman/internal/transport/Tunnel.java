package dev.wsman.internal.transport;

import dev.wsman.internal.fault.ExchangeException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpException;

/** Asks a proxy for a tunnel to the server by CONNECT (RFC 9110 9.3.6), through which TLS is then spoken. */
final class Tunnel {
    private final EndpointAddress server;
    private final RequestPreparation requests;
    private final ProxyAuthentication who;

    Tunnel(EndpointAddress server, RequestPreparation requests, ProxyAuthentication who) {
        this.server = server;
        this.requests = requests;
        this.who = who;
    }

    /**
     * Opens it.
     *
     * @throws ExchangeException where the proxy refuses, says no HTTP, or the connection breaks before it has answered
     * @throws ProxyAuthenticationRequiredException where it must be asked on another connection
     * @throws IOException where the time is over, or the thread was interrupted
     */
    void open(DeadlineSocket raw, ProxyHop proxy, Deadline deadline) throws IOException {
        try (ProxyAuthorization authorization = new ProxyAuthorization(proxy, who)) {
            HttpConnection connection = new HttpConnection(raw, raw, proxy, authorization);
            ClassicHttpRequest request = requests.connect();
            connection.send(request);
            ResponseHead head = connection.receive(request);
            // what follows a success is the tunnel's, whatever Content-Length says
            if (head.status() / 100 != 2) {
                head.drain();
                // tinyproxy refuses a wrong password with the server's status, where only the proxy has read anything
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
                    server.toString(), new IOException(proxy + " did not answer CONNECT: " + e.getMessage(), e));
        }
    }
}
