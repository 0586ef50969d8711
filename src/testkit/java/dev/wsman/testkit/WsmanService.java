package dev.wsman.testkit;

import dev.wsman.Credentials;
import dev.wsman.testkit.auth.ServiceAccount;
import dev.wsman.testkit.event.EventLog;
import dev.wsman.testkit.event.Indications;
import dev.wsman.testkit.http.HttpEndpoint;
import dev.wsman.testkit.http.HttpSettings;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.http.RequestAuthenticator;
import dev.wsman.testkit.http.ScriptedReply;
import dev.wsman.testkit.http.ServiceCertificate;
import dev.wsman.testkit.protocol.Dispatcher;
import dev.wsman.testkit.protocol.ServiceOperation;
import dev.wsman.testkit.protocol.ServiceSettings;
import dev.wsman.testkit.shell.HostedShell;
import java.net.URI;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;

/**
 * A WS-Management service in the same JVM, on a free port of the loopback address, with data about this machine. It
 * is as strict as Windows, unless its {@link WsmanServiceBuilder builder} has other settings.
 *
 * <pre>{@code
 * try (WsmanService server = WsmanService.builder().build().start();
 *         Session session = Session.open(server.endpoint(), server.credentials())) {
 *     server.on(ServiceOperation.GET).fault(FaultKind.TIMED_OUT);    // the next Get fails
 *     ...
 *     String name = server.lastRequest(ServiceOperation.GET).selectors().get("Name");
 * }
 * }</pre>
 *
 * <p>In tests of JUnit Jupiter, {@link AutoStart} starts and closes the service of a field. Thread-safe.
 */
public final class WsmanService implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final AtomicInteger STARTED = new AtomicInteger();

    private final HttpSettings http;
    private final ServiceSettings service;
    private final List<String> profiles;
    private final Optional<ServiceAccount> account;
    private RunningService running;

    private record RunningService(HttpEndpoint http, Dispatcher dispatcher, ExecutorService threads) {}

    WsmanService(HttpSettings http, ServiceSettings service, List<String> profiles, Optional<ServiceAccount> account) {
        this.http = http;
        this.service = service;
        this.profiles = profiles;
        this.account = account;
    }

    /** Returns a builder of a service with the standard classes. */
    public static WsmanServiceBuilder builder() {
        return new WsmanServiceBuilder();
    }

    /** Starts to listen. Has no effect if the service is already started. */
    public synchronized WsmanService start() {
        return start(http);
    }

    /**
     * Closes the service and starts it again on the same port, as a restart of the server. Event logs and the data of
     * classes are kept. Subscriptions, open enumerations, shells, recorded requests and scripted replies are not,
     * except for subscriptions by Pull of openwsman, which it stores (captures/openwsman/eventing).
     */
    public synchronized WsmanService restart() {
        int port = URI.create(endpoint()).getPort();
        close();
        return start(http.at(port));
    }

    private WsmanService start(HttpSettings settings) {
        if (running == null) {
            ExecutorService threads = threads();
            Dispatcher dispatcher = new Dispatcher(service.at(this::endpoint), threads, profiles);
            running = new RunningService(new HttpEndpoint(settings, dispatcher, threads), dispatcher, threads);
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

    /** Stops listening and closes all connections. The service can be started again, on another port. */
    @Override
    public synchronized void close() {
        if (running != null) {
            running.http().close();
            running.dispatcher().clearContexts();
            running.dispatcher().closeShells();
            service.stopSubscriptions();
            running.threads().shutdownNow();
            running = null;
        }
    }

    synchronized boolean isStarted() {
        return running != null;
    }

    private synchronized RunningService running() {
        if (running == null) {
            throw new IllegalStateException("the service is not started");
        }
        return running;
    }

    /**
     * The URL of the service, such as {@code http://127.0.0.1:41234/wsman}.
     *
     * @throws IllegalStateException if the service is not started
     */
    public String endpoint() {
        return running().http().url();
    }

    /**
     * The credentials of {@link #user} for a session with this service. Each call returns new ones. They are {@link
     * Credentials#none} if the service accepts every client.
     *
     * @throws IllegalStateException if the service has no user with a password: it has only Kerberos, client
     *     certificates or an authenticator of its own
     */
    public Credentials credentials() {
        if (account.isEmpty() && http.authenticator() == RequestAuthenticator.NONE) {
            return Credentials.none();
        }
        char[] password = password().toCharArray();
        return switch (account().scheme()) {
            case "Negotiate" -> Credentials.ntlm(user(), password);
            case "CredSSP" -> Credentials.credSsp(user(), password);
            case "Digest" -> Credentials.digest(user(), password);
            default -> Credentials.basic(user(), password);
        };
    }

    /** The user whom the service accepts, the first one of its strongest scheme. */
    public String user() {
        return account().user();
    }

    /** The password of {@link #user}. */
    public String password() {
        return account().password();
    }

    private ServiceAccount account() {
        return account.orElseThrow(() -> new IllegalStateException("the service has no user with a password"));
    }

    /**
     * The certificate of a service with https.
     *
     * @throws IllegalStateException if the service has http
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

    /** A TLS context for a client that trusts only {@link #certificate}. */
    public SSLContext sslContext() {
        return serviceCertificate().clientContext();
    }

    private ServiceCertificate serviceCertificate() {
        return running()
                .http()
                .certificate()
                .orElseThrow(() -> new IllegalStateException("the service has no certificate; build it with https()"));
    }

    /**
     * All requests since the last {@link #reset} or {@link #clearRequests}, in the order of their arrival, including
     * those that were not authenticated. A program that uses a service for hours calls one of these methods now and
     * then: each request takes memory.
     */
    public List<RecordedRequest> requests() {
        return running().http().requests();
    }

    /** The requests of an operation. */
    public List<RecordedRequest> requests(ServiceOperation operation) {
        return requests().stream()
                .filter(request -> request.operation() == operation)
                .toList();
    }

    /**
     * The latest request of an operation.
     *
     * @throws AssertionError if there is none
     */
    public RecordedRequest lastRequest(ServiceOperation operation) {
        List<RecordedRequest> found = requests(operation);
        if (found.isEmpty()) {
            throw new AssertionError("no request for " + operation + "; all: " + requests());
        }
        return found.get(found.size() - 1);
    }

    /** Waits for the first request of an operation. Fails after 20 seconds. */
    public RecordedRequest awaitRequest(ServiceOperation operation) {
        return awaitRequests(operation, 1).get(0);
    }

    /** Waits until an operation has been requested {@code count} times. Fails after 20 seconds. */
    public List<RecordedRequest> awaitRequests(ServiceOperation operation, int count) {
        return running().http().await(request -> request.operation() == operation, count, PATIENCE);
    }

    /** Forgets the requests so far. */
    public void clearRequests() {
        running().http().clearRequests();
    }

    /** The number of open enumerations: not at their end, not released, not expired. */
    public int openContexts() {
        return running().dispatcher().openContexts();
    }

    /**
     * Returns an event log, such as {@code System}. Creates it if it does not exist; Application, Security and System
     * always do. The logs survive a restart of the service.
     */
    public EventLog log(String name) {
        return service.events().logs().log(name);
    }

    /** The indications that the service can emit. */
    public Indications indications() {
        return service.events().indications();
    }

    /** The number of open subscriptions: not ended, not expired. */
    public int openSubscriptions() {
        return service.subscriptions().count();
    }

    /** Ends all subscriptions without notice, as if each had expired. */
    public void expireSubscriptions() {
        service.subscriptions().expire();
    }

    /** The number of open remote shells: not deleted, and not idle for too long. */
    public int openShells() {
        return running().dispatcher().openShells().size();
    }

    /** The number of commands that run in open remote shells. */
    public int runningCommands() {
        return running().dispatcher().openShells().stream()
                .mapToInt(HostedShell::runningCommands)
                .sum();
    }

    /** The number of connections that have sent a request since the start. */
    public int connections() {
        return running().http().connections();
    }

    /**
     * Adds a scripted reply for the next request of an operation. Has no effect until one of its methods, such as
     * {@link ScriptedReply#fault}, is called.
     */
    public ScriptedReply on(ServiceOperation operation) {
        return on(request -> request.operation() == operation);
    }

    /** Adds a scripted reply for the next request that satisfies a condition. */
    public ScriptedReply on(Predicate<RecordedRequest> kind) {
        return running().http().on(kind);
    }

    /** Removes the scripted replies that are left. Requests that a scripted reply keeps waiting continue. */
    public void clearScriptedReplies() {
        running().http().clearScriptedReplies();
    }

    /**
     * Removes scripted replies, recorded requests, open enumerations, subscriptions and shells. Requests that a
     * scripted reply keeps waiting continue.
     */
    public void reset() {
        clearScriptedReplies();
        clearRequests();
        running().dispatcher().clearContexts();
        running().dispatcher().clearShells();
        service.subscriptions().expire();
    }
}
