package dev.wsman.internal.transport;

import dev.wsman.internal.fault.Failure;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpException;

/** Asks a proxy for a tunnel to the server by CONNECT (RFC 9110 9.3.6), through which TLS is then spoken. */
final class Tunnel {
    private final EndpointAddress server;
    private final Requests requests;
    private final ProxyLogin who;

    Tunnel(EndpointAddress server, Requests requests, ProxyLogin who) {
        this.server = server;
        this.requests = requests;
        this.who = who;
    }

    /**
     * Opens it.
     *
     * @throws Failure where the proxy refuses, says no HTTP, or the connection breaks before it has answered
     * @throws ProxyAsksElsewhere where it must be asked on another connection
     * @throws IOException where the time is over, or the thread was interrupted
     */
    void open(DeadlineSocket raw, Hop proxy, Deadline deadline) throws IOException {
        try (ProxyAuthorization authorization = new ProxyAuthorization(proxy, who)) {
            Connection connection = new Connection(raw, raw, proxy, authorization);
            ClassicHttpRequest request = requests.connect();
            connection.send(request);
            Head head = connection.receive(request);
            // what follows a success is the tunnel's, whatever Content-Length says
            if (head.status() / 100 != 2) {
                head.drain();
                // tinyproxy refuses a wrong password with the server's status, where only the proxy has read anything
                if (head.status() == 401) {
                    throw authorization.refused(head);
                }
                throw Failure.proxyRefused(
                        proxy.authority(), server.toString(), head.status(), head.reasonPhrase(), head.excerpt());
            }
        } catch (HttpException e) {
            throw Failure.protocol("an HTTP reply to CONNECT from " + proxy, e.getMessage(), 0, e);
        } catch (ProxyAsksElsewhere | ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            if (deadline.expired() || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            throw Failure.connect(
                    server.toString(), new IOException(proxy + " did not answer CONNECT: " + e.getMessage(), e));
        }
    }
}
