package dev.wsman.camel.internal.event;

import dev.wsman.Session;
import dev.wsman.camel.WsmanEventConfiguration;
import dev.wsman.camel.internal.session.SessionLease;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.ShutdownAware;
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
public final class SubscriptionConsumer<T> extends DefaultConsumer implements Suspendable, ShutdownAware {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionConsumer.class);
    /** How long stopping waits for a request to end by itself before it interrupts it. */
    private static final long REQUEST_GRACE = 2_000;

    private final SubscriptionSource<T> source;
    private final WsmanEventConfiguration options;
    private final SubscriptionStatus status = new SubscriptionStatus();
    private final StateRepository<String, String> repository;
    private final String key;
    private volatile RunControl control = new RunControl();
    private @Nullable SubscriptionLoop<T> loop;
    private @Nullable ExecutorService executor;
    private @Nullable SessionLease lease;

    /** Creates a consumer, which Camel starts. */
    public SubscriptionConsumer(
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
        try {
            ServiceHelper.startService(repository);
            SessionLease held = source.acquire();
            lease = held;
            control = new RunControl();
            SubscriptionLoop<T> started = new SubscriptionLoop<>(setup(held.session(), control));
            loop = started;
            ExecutorService thread = getEndpoint()
                    .getCamelContext()
                    .getExecutorServiceManager()
                    .newSingleThreadExecutor(this, "WsmanSubscription[" + source.host() + "]");
            executor = thread;
            thread.execute(started);
        } catch (Exception e) {
            BookmarkKeys.release(repository, key);
            throw e;
        }
    }

    private SubscriptionLoop.Setup<T> setup(Session session, RunControl control) {
        RetryPause pause = new RetryPause(
                Duration.ofMillis(options.getRetryPause()), Duration.ofMillis(options.getRetryPauseMax()));
        return new SubscriptionLoop.Setup<>(
                session,
                source.feed(),
                options,
                source.batchItems(),
                new EventMessages<>(source.feed(), source.batches()),
                new BatchDelivery(this::process, control, options.isBreakOnFirstError(), pause),
                new EventPosition(repository, key),
                control,
                new SubscriptionEvents(status, this::failed, this::unreadable),
                status,
                this::failed);
    }

    private void process(EventMessage message, Synchronization completion) {
        Exchange exchange = createExchange(false);
        exchange.getIn().setBody(message.body());
        exchange.getIn().setHeaders(message.headers());
        exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, message.index());
        exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, message.size());
        exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, message.index() == message.size() - 1);
        exchange.getExchangeExtension().addOnCompletion(completion);
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
            completion.onFailure(exchange);
        }
        if (exchange.getException() != null) {
            handleException("The route failed to process an event", exchange, exchange.getException());
        }
        releaseExchange(exchange, false);
    }

    private void failed(Throwable failure) {
        handleException("The subscription to " + source.host() + " failed and is tried again", failure);
    }

    private void unreadable(String xml, String reason) {
        Exchange exchange = createExchange(false);
        exchange.getIn().setBody(xml);
        handleException("An indication cannot be read", exchange, new RuntimeCamelException(reason));
        releaseExchange(exchange, false);
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

    /** Keeps the consumer until its batch is finished: Camel suspends it first, and stops it when nothing is pending. */
    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        return true;
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
        try {
            if (loop != null) {
                loop.close();
            }
            end(stopped);
        } finally {
            BookmarkKeys.release(repository, key);
            if (lease != null) {
                lease.close();
            }
        }
        super.doStop();
    }

    /** Lets the thread finish its batch, within the time that Camel grants executors, or its request. */
    private void end(RunControl stopped) throws InterruptedException {
        ExecutorService thread = executor;
        if (thread == null) {
            return;
        }
        thread.shutdown();
        boolean inBatch = stopped.pending() > 0 && !stopped.isAbandoned();
        boolean ended = thread.awaitTermination(inBatch ? 0 : REQUEST_GRACE, TimeUnit.MILLISECONDS);
        if (inBatch) {
            getEndpoint().getCamelContext().getExecutorServiceManager().shutdownGraceful(thread);
        } else if (!ended) {
            LOG.debug("The request of the subscription to {} is interrupted", source.host());
            getEndpoint().getCamelContext().getExecutorServiceManager().shutdownNow(thread);
        }
        executor = null;
    }

    /** Returns the host and the key of the position. */
    @Override
    public String toString() {
        return "SubscriptionConsumer[" + key + "]";
    }
}
