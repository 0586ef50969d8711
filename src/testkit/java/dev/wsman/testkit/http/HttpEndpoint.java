package dev.wsman.testkit.http;

import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import com.sun.xml.ws.spi.ProviderImpl;
import dev.wsman.testkit.protocol.Dispatcher;
import jakarta.xml.ws.Endpoint;
import jakarta.xml.ws.soap.SOAPBinding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Publishes the provider with JAX-WS RI on the JDK's HTTP server, on the loopback address. Thread-safe. */
public final class HttpEndpoint implements AutoCloseable {
    // a strong reference: the logging system forgets the level of a logger that is not referenced
    private static final Logger JAX_WS = Logger.getLogger("com.sun.xml.ws.monitoring");

    /** Connections that clients open at once wait in this queue, of which the system may cut the length. */
    private static final int BACKLOG = 4096;

    static {
        // read once, when the classes of the server load; without it each reply waits 40 ms for an acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // the server closes idle connections beyond 200 by default
        if (System.getProperty("sun.net.httpserver.maxIdleConnections") == null) {
            System.setProperty("sun.net.httpserver.maxIdleConnections", "20000");
        }
        JAX_WS.setLevel(Level.WARNING);
    }

    private final HttpServer server;
    private final Endpoint endpoint;
    private final RequestFilter filter;
    private final ServiceCertificate certificate;
    private final RequestRecorder recorder = new RequestRecorder();
    private final ScriptedReplies scriptedReplies = new ScriptedReplies();
    private final ConnectionRegistry connections = new ConnectionRegistry(System::nanoTime);
    private final String url;

    /** Starts listening. */
    public HttpEndpoint(HttpSettings settings, Dispatcher dispatcher, ExecutorService threads) {
        certificate = settings.https() ? ServiceCertificate.create() : null;
        filter = new RequestFilter(settings, dispatcher, recorder, scriptedReplies, connections);
        server = bind(settings);
        server.setExecutor(threads);
        HttpContext context = server.createContext("/");
        context.getFilters().add(filter);
        // the default look-up of jakarta.xml.ws.spi.Provider finds CXF
        endpoint = new ProviderImpl().createEndpoint(SOAPBinding.SOAP12HTTP_BINDING, new WsmanProvider(dispatcher));
        endpoint.publish(context);
        server.start();
        url = (settings.https() ? "https" : "http") + "://"
                + InetAddress.getLoopbackAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + settings.path();
    }

    private HttpServer bind(HttpSettings settings) {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port());
            if (certificate == null) {
                return HttpServer.create(address, BACKLOG);
            }
            HttpsServer https = HttpsServer.create(address, BACKLOG);
            https.setHttpsConfigurator(
                    new ClientCertificateConfigurator(certificate.serverContext(settings.clients()), settings));
            return https;
        } catch (IOException inUse) {
            throw new UncheckedIOException("cannot listen on port " + settings.port(), inUse);
        }
    }

    /** Requests client certificates if some are trusted. If a client sends none, the authenticator decides. */
    private static final class ClientCertificateConfigurator extends HttpsConfigurator {
        private final boolean wanted;

        ClientCertificateConfigurator(SSLContext context, HttpSettings settings) {
            super(context);
            wanted = !settings.clients().isEmpty();
        }

        @Override
        public void configure(HttpsParameters parameters) {
            SSLParameters tls = getSSLContext().getDefaultSSLParameters();
            tls.setWantClientAuth(wanted);
            parameters.setSSLParameters(tls);
        }
    }

    /** The URL of the service. */
    public String url() {
        return url;
    }

    /** The certificate of a service that listens with TLS. */
    public Optional<ServiceCertificate> certificate() {
        return Optional.ofNullable(certificate);
    }

    /** The requests so far, in the order of their arrival. */
    public List<RecordedRequest> requests() {
        return recorder.all();
    }

    /**
     * Waits until {@code count} requests satisfy a condition, and returns them. Fails with an AssertionError after
     * the limit.
     */
    public List<RecordedRequest> await(Predicate<RecordedRequest> kind, int count, Duration limit) {
        return recorder.await(kind, count, limit);
    }

    /** Forgets the requests so far. */
    public void clearRequests() {
        recorder.clear();
    }

    /** Adds a scripted reply for requests that satisfy a condition. */
    public ScriptedReply on(Predicate<RecordedRequest> kind) {
        return scriptedReplies.add(kind);
    }

    /** Removes all scripted replies. */
    public void clearScriptedReplies() {
        scriptedReplies.clear();
    }

    /** The number of connections that have sent a request so far. */
    public int connections() {
        return connections.count();
    }

    @Override
    public void close() {
        scriptedReplies.clear();
        filter.stop();
        endpoint.stop();
        server.stop(0);
    }
}
