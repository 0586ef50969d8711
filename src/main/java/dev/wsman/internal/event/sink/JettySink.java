package dev.wsman.internal.event.sink;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;

/** A sink on Jetty. Its threads only move bytes; {@link HandlerThreads} do what may take long. Thread-safe. */
final class JettySink implements SinkServer, SinkState {
    /** In bytes: Kerberos tokens of Windows have up to 48,000 bytes, in base64 64,000. */
    private static final int MAXIMUM_HEAD = 96 * 1024;

    /** In bytes: a delivery has up to half a megabyte, of which Jetty would read 8 kB at a time. */
    private static final int READ_SIZE = 32 * 1024;

    private static final int IO_THREADS = 16;
    /** The time that a heartbeat may be late before its connection is closed. */
    private static final Duration SILENCE_MARGIN = Duration.ofMinutes(1);

    private static final Duration LONGEST_SILENCE = Duration.ofDays(365);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final SinkSettings settings;
    private final SinkHandler handler;
    private final SinkAuthenticator authenticator;
    private final MessageReader reader;
    private final PendingMessages pending;
    private final HandlerThreads threads;
    private final Scheduler scheduler;
    private final Server server;
    private final ServerConnector connector;
    private final LimitedWarnings warnings = new LimitedWarnings();
    private final RefusalLog log = new RefusalLog(warnings);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Duration idleTimeout;
    private boolean closing;

    private JettySink(SinkSettings settings, SinkHandler handler) {
        String name = "wsman-sink-" + COUNT.incrementAndGet();
        this.settings = settings;
        this.idleTimeout = settings.limits().idleTimeout();
        this.handler = handler;
        this.authenticator = new SinkAuthenticator(settings);
        this.reader = new MessageReader(settings, authenticator);
        this.pending = new PendingMessages(settings.limits());
        this.threads = new HandlerThreads(name + "-handler", settings.limits().handlerThreads());
        this.scheduler = new ScheduledExecutorScheduler(name + "-timer", true);
        QueuedThreadPool pool = new QueuedThreadPool(IO_THREADS, 2);
        pool.setName(name);
        pool.setDaemon(true);
        this.server = new Server(pool, scheduler, null);
        this.connector = connector(settings);
        server.addConnector(connector);
        server.setErrorHandler(JettySink::replyWithoutPage);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                new SinkExchange(JettySink.this, request, response, callback).begin();
                return true;
            }
        });
    }

    /** Replies to requests that Jetty itself refuses, such as malformed ones. */
    private static boolean replyWithoutPage(Request request, Response response, Callback callback) {
        response.write(true, BufferUtil.EMPTY_BUFFER, callback);
        return true;
    }

    static JettySink start(SinkSettings settings, SinkHandler handler) throws IOException {
        JettySink sink = new JettySink(settings, handler);
        try {
            sink.server.start();
            return sink;
        } catch (Exception failed) {
            sink.stop();
            throw failed instanceof IOException io ? io : new IOException("the server did not start", failed);
        }
    }

    private ServerConnector connector(SinkSettings wanted) {
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(MAXIMUM_HEAD);
        http.setSendServerVersion(false);
        HttpConnectionFactory requests = new HttpConnectionFactory(http);
        requests.setInputBufferSize(READ_SIZE);
        // sources know the sink by an address or an alias, too: no check of the name in the TLS handshake
        http.addCustomizer(new SecureRequestCustomizer(false));
        SinkTls tls = wanted.tls();
        ServerConnector made = tls == null
                ? new ServerConnector(server, 1, -1, requests)
                : new ServerConnector(
                        server, 1, -1, new SslConnectionFactory(sslContextFactory(tls), "http/1.1"), requests);
        made.setHost(wanted.bindAddress() == null ? null : wanted.bindAddress().getHostAddress());
        made.setPort(wanted.port());
        made.setIdleTimeout(wanted.limits().receiveTimeout().toMillis());
        made.addBean(new ConnectionGuard(wanted.limits(), scheduler, warnings));
        return made;
    }

    private static SslContextFactory.Server sslContextFactory(SinkTls tls) {
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setSslContext(tls.context());
        factory.setIncludeProtocols(tls.protocols().toArray(String[]::new));
        factory.setNeedClientAuth(tls.certificates() && tls.required());
        factory.setWantClientAuth(tls.certificates() && !tls.required());
        factory.setSniRequired(false);
        return factory;
    }

    @Override
    public void keepConnections(Duration silence) {
        Duration least = (silence.compareTo(LONGEST_SILENCE) < 0 ? silence : LONGEST_SILENCE).plus(SILENCE_MARGIN);
        synchronized (this) {
            idleTimeout = idleTimeout.compareTo(least) < 0 ? least : idleTimeout;
        }
    }

    @Override
    public Duration idleTimeout() {
        return idleTimeout;
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close(Consumer<Duration> before) {
        boolean first;
        synchronized (this) {
            first = !closing;
            closing = true;
        }
        if (first && threads.areCalling()) {
            Thread closer = new Thread(() -> shutDown(before), "wsman-sink-close");
            closer.setDaemon(true);
            closer.start();
        } else if (first) {
            shutDown(before);
        } else if (!threads.areCalling()) {
            awaitClosed();
        }
    }

    private void awaitClosed() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void shutDown(Consumer<Duration> before) {
        try {
            before.accept(settings.limits().closeTimeout());
            connector.close();
            pending.awaitNone(settings.limits().closeTimeout());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stop();
            closed.countDown();
        }
    }

    private void stop() {
        try {
            server.stop();
            threads.close(Duration.ofSeconds(1));
        } catch (Exception e) {
            System.getLogger("dev.wsman").log(System.Logger.Level.DEBUG, "event sink: stopping the server failed", e);
        } finally {
            settings.access().users().forEach(SinkUser::close);
            settings.access().digestUsers().forEach(SinkUser::close);
        }
    }

    @Override
    public SinkLimits limits() {
        return settings.limits();
    }

    @Override
    public SinkAuthenticator authenticator() {
        return authenticator;
    }

    @Override
    public MessageReader reader() {
        return reader;
    }

    @Override
    public PendingMessages pending() {
        return pending;
    }

    @Override
    public HandlerThreads threads() {
        return threads;
    }

    @Override
    public Scheduler scheduler() {
        return scheduler;
    }

    @Override
    public SinkHandler handler() {
        return handler;
    }

    @Override
    public RefusalLog log() {
        return log;
    }

    @Override
    public synchronized boolean isClosing() {
        return closing;
    }
}
