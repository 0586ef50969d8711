package dev.wsman.camel.internal.event;

import dev.wsman.Session;
import dev.wsman.camel.WsmanEventConfiguration;
import dev.wsman.camel.internal.session.SessionLease;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the events of one subscription on a thread of its own. The position is saved after all exchanges of a batch
 * have completed. When the route stops, the batch is finished within Camel's shutdown timeout, and the subscription is
 * ended on the server.
 *
 * @param <T> the type of the events
 */
final class SubscriptionConsumer<T> extends DefaultConsumer implements Suspendable, ShutdownAware {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionConsumer.class);
    /** How long stopping waits for a request to end by itself before it interrupts it. */
    private static final long REQUEST_GRACE = 2_000;

    private final SubscriptionSource<T> source;
    private final WsmanEventConfiguration options;
    private final SubscriptionStatus status = new SubscriptionStatus();
    private final StateRepository<String, String> repository;
    private final String key;
    private volatile RunControl control = new RunControl(this::isForced);
    private boolean claimed;
    private @Nullable SubscriptionLoop<T> loop;
    private @Nullable ExecutorService executor;
    private @Nullable SessionLease lease;

    /** Creates a consumer, which Camel starts. */
    SubscriptionConsumer(
            Endpoint endpoint, Processor processor, SubscriptionSource<T> source, WsmanEventConfiguration options) {
        super(endpoint, processor);
        this.source = source;
        this.options = options;
        this.repository = Objects.requireNonNull(options.getBookmarkRepository());
        String name = options.getBookmarkKey();
        this.key = name == null ? BookmarkKeys.of(source.host(), source.feed().query()) : name;
    }

    @Override
    protected void doBuild() throws Exception {
        super.doBuild();
        if (getHealthCheck() == null) {
            HealthCheckRegistry registry = HealthCheckRegistry.get(getEndpoint().getCamelContext());
            HealthCheck.State initial = registry == null ? HealthCheck.State.DOWN : registry.getInitialState();
            boolean enabled = !(getEndpoint().getComponent() instanceof HealthCheckComponent component)
                    || component.isHealthCheckConsumerEnabled();
            setHealthCheck(new SubscriptionHealthCheck("consumer:" + getRouteId(), status, initial, enabled));
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        BookmarkKeys.claim(repository, key);
        claimed = true;
        try {
            ServiceHelper.startService(repository);
            SessionLease held = source.acquire();
            lease = held;
            control = new RunControl(this::isForced);
            SubscriptionLoop<T> started = loop(held.session(), control);
            loop = started;
            ExecutorService thread = getEndpoint()
                    .getCamelContext()
                    .getExecutorServiceManager()
                    .newSingleThreadExecutor(this, "WsmanSubscription[" + source.host() + "]");
            executor = thread;
            thread.execute(started);
        } catch (Exception e) {
            release();
            throw e;
        }
    }

    private SubscriptionLoop<T> loop(Session session, RunControl control) {
        FailureReports reports = new FailureReports(status, this::retrying, this::halted);
        SubscriptionEvents events = new SubscriptionEvents(status);
        EventPosition position = new EventPosition(repository, key);
        BatchDelivery delivery =
                new BatchDelivery(this::process, control, options.isBreakOnFirstError(), RetryPause.of(options));
        BatchReceiver<T> receiver = new BatchReceiver<>(
                new EventMessages<>(source.feed(), source.batches()), delivery, position, events, status);
        SubscriptionOpener<T> opener = new SubscriptionOpener<>(session, source, options, events);
        return new SubscriptionLoop<>(opener, receiver, position, control, reports, RetryPause.of(options));
    }

    private void process(EventMessage message, Synchronization completion) {
        Exchange exchange = createExchange(false);
        try {
            exchange.getIn().setBody(message.body());
            exchange.getIn().setHeaders(message.headers());
            exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, message.index());
            exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, message.size());
            exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, message.index() == message.size() - 1);
            exchange.getExchangeExtension().addOnCompletion(completion);
            route(exchange);
            if (exchange.getException() != null) {
                completion.onFailure(exchange); // Camel does not call it for an exchange that a forced stop rejects
                handleException("The route failed to process an event", exchange, exchange.getException());
            }
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private void route(Exchange exchange) {
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
    }

    private void retrying(Throwable failure) {
        handleException(
                "The subscription to " + source.host() + " is interrupted, and the consumer tries again", failure);
    }

    private void halted(Throwable failure) {
        handleException(
                "The subscription to " + source.host()
                        + " has ended, and the consumer waits for a restart of the route",
                failure);
    }

    /** Returns whether the graceful time of the present shutdown is over, or the shutdown has none. */
    private boolean isForced() {
        ShutdownStrategy strategy = getEndpoint().getCamelContext().getShutdownStrategy();
        return strategy.isTimeoutOccurred() || strategy.isForceShutdown();
    }

    /** Releases the key, unless it belongs to another consumer, and the session. */
    private void release() {
        if (claimed) {
            claimed = false;
            BookmarkKeys.release(repository, key);
        }
        SessionLease held = lease;
        lease = null;
        if (held != null) {
            held.close();
        }
    }

    @Override
    protected void doSuspend() throws Exception {
        control.suspend();
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        control.resume();
    }

    /**
     * Lets Camel suspend the consumer at once when a shutdown begins, so that it admits no further batch, and stop it when
     * nothing is pending. A deferred consumer would run on.
     */
    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        return false;
    }

    @Override
    public int getPendingExchangesSize() {
        return control.pending();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (forced) {
            control.abandon();
        } else if (!suspendOnly) {
            control.stop();
        }
    }

    @Override
    protected void doStop() throws Exception {
        RunControl stopped = control;
        stopped.stop();
        if (stopped.isAbandoned()) {
            stopped.abandon(); // for good: Camel forgets the timeout when the next shutdown begins
        }
        try {
            if (loop != null) {
                loop.close();
            }
            end(stopped);
        } finally {
            release();
        }
        super.doStop();
    }

    /**
     * Lets the thread finish its batch within the time that Camel grants executors, or its request, and interrupts it
     * afterwards. If the stop is forced, the batch is interrupted at once.
     */
    private void end(RunControl stopped) throws InterruptedException {
        ExecutorService thread = executor;
        if (thread == null) {
            return;
        }
        ExecutorServiceManager manager = getEndpoint().getCamelContext().getExecutorServiceManager();
        thread.shutdown();
        try {
            if (!thread.awaitTermination(millisToEnd(stopped, manager), TimeUnit.MILLISECONDS)) {
                LOG.debug("The subscription to {} is interrupted", source.host());
            }
        } finally {
            thread.shutdownNow(); // Camel's manager interrupts no thread of an executor that was shut down before
            manager.shutdownNow(thread);
            executor = null;
        }
    }

    private static long millisToEnd(RunControl stopped, ExecutorServiceManager manager) {
        if (stopped.pending() == 0) {
            return REQUEST_GRACE;
        }
        return stopped.isAbandoned() ? 0 : manager.getShutdownAwaitTermination();
    }

    /** Returns the host and the key of the position. */
    @Override
    public String toString() {
        return "SubscriptionConsumer[" + key + "]";
    }
}
