package dev.wsman.testkit;

import dev.wsman.testkit.http.HttpEndpoint;
import dev.wsman.testkit.http.HttpSettings;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.http.ScriptedReply;
import dev.wsman.testkit.http.ServiceCertificate;
import dev.wsman.testkit.protocol.Dispatcher;
import dev.wsman.testkit.protocol.ServiceOperation;
import dev.wsman.testkit.protocol.ServiceSettings;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A WS-Management service inside the JVM, on a free port of the loopback address, with data about this machine. As a
 * JUnit 5 extension it lives as long as the class's tests, or as one test where the field is not static:
 *
 * <pre>{@code
 * @RegisterExtension
 * static WsmanService service = WsmanService.builder().basic("user", "secret").build();
 * }</pre>
 *
 * Before each test it forgets requests, behaviours and open enumerations; the data of its classes stays as tests left it.
 * Elsewhere call {@link #start} and {@link #close}. Thread-safe.
 */
public final class WsmanService
        implements AutoCloseable, BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final AtomicInteger STARTED = new AtomicInteger();

    private final HttpSettings http;
    private final ServiceSettings service;
    private final List<String> profiles;
    private RunningService running;
    private boolean perTest;

    private record RunningService(HttpEndpoint http, Dispatcher dispatcher, ExecutorService threads) {}

    WsmanService(HttpSettings http, ServiceSettings service, List<String> profiles) {
        this.http = http;
        this.service = service;
        this.profiles = profiles;
    }

    /** A builder of services that have the standard classes. */
    public static WsmanServiceBuilder builder() {
        return new WsmanServiceBuilder();
    }

    /** Starts listening; does nothing where the service does so already. */
    public synchronized WsmanService start() {
        if (running == null) {
            ExecutorService threads = threads();
            Dispatcher dispatcher = new Dispatcher(service.at(this::endpoint), threads, profiles);
            running = new RunningService(new HttpEndpoint(http, dispatcher, threads), dispatcher, threads);
        }
        return this;
    }

    private static ExecutorService threads() {
        String name = "wsman-service-" + STARTED.incrementAndGet() + "-";
        AtomicInteger count = new AtomicInteger();
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Stops listening and closes all connections; the service can be started again, on another port. */
    @Override
    public synchronized void close() {
        if (running != null) {
            running.http().close();
            running.dispatcher().clearContexts();
            running.threads().shutdownNow();
            running = null;
        }
    }

    private synchronized RunningService running() {
        if (running == null) {
            throw new IllegalStateException("the service is not started");
        }
        return running;
    }

    /** The URL of the service, as {@code http://127.0.0.1:41234/wsman}. */
    public String endpoint() {
        return running().http().url();
    }

    /**
     * The certificate of a service with https.
     *
     * @throws IllegalStateException where the service has http
     */
    public X509Certificate certificate() {
        return serviceCertificate().certificate();
    }

    /** The SHA-256 of {@link #certificate}, 64 hexadecimal digits in lower case. */
    public String certificateFingerprint() {
        return serviceCertificate().fingerprint();
    }

    /** A key store without a password that trusts {@link #certificate}. */
    public KeyStore keyStore() {
        return serviceCertificate().trustStore();
    }

    /** A client's TLS context that trusts {@link #certificate} and no other. */
    public SSLContext sslContext() {
        return serviceCertificate().clientContext();
    }

    private ServiceCertificate serviceCertificate() {
        return running()
                .http()
                .certificate()
                .orElseThrow(() -> new IllegalStateException("the service has no certificate; build it with https()"));
    }

    /** All requests so far in the order of their arrival, those that were not authenticated among them. */
    public List<RecordedRequest> requests() {
        return running().http().requests();
    }

    /** The requests for an operation. */
    public List<RecordedRequest> requests(ServiceOperation operation) {
        return requests().stream()
                .filter(request -> request.operation() == operation)
                .toList();
    }

    /**
     * The latest request for an operation.
     *
     * @throws AssertionError where there is none
     */
    public RecordedRequest lastRequest(ServiceOperation operation) {
        List<RecordedRequest> found = requests(operation);
        if (found.isEmpty()) {
            throw new AssertionError("no request for " + operation + "; all: " + requests());
        }
        return found.get(found.size() - 1);
    }

    /** Waits for the first request for an operation; fails after twenty seconds. */
    public RecordedRequest awaitRequest(ServiceOperation operation) {
        return awaitRequests(operation, 1).get(0);
    }

    /** Waits until there are so many requests for an operation; fails after twenty seconds. */
    public List<RecordedRequest> awaitRequests(ServiceOperation operation, int count) {
        return running().http().await(request -> request.operation() == operation, count, PATIENCE);
    }

    /** Forgets the requests so far. */
    public void clearRequests() {
        running().http().clearRequests();
    }

    /** The enumerations that are open: not at their end, not released, not expired. */
    public int openContexts() {
        return running().dispatcher().openContexts();
    }

    /** How many connections have brought a request since the start. */
    public int connections() {
        return running().http().connections();
    }

    /** Begins a behaviour for the next request for an operation; its effect is what is called on it. */
    public ScriptedReply on(ServiceOperation operation) {
        return on(request -> request.operation() == operation);
    }

    /** Begins a behaviour for the next request that satisfies a condition. */
    public ScriptedReply on(Predicate<RecordedRequest> kind) {
        return running().http().on(kind);
    }

    /** Forgets behaviours, requests and open enumerations, and lets go of requests that a behaviour keeps waiting. */
    public void reset() {
        running().http().clearBehaviours();
        running().http().clearRequests();
        running().dispatcher().clearContexts();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start();
    }

    @Override
    public synchronized void beforeEach(ExtensionContext context) {
        perTest = running == null;
        start();
        reset();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        running().http().clearBehaviours();
        if (perTest) {
            close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }
}
