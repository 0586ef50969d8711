package dev.wsman.camel.internal.poll;

import dev.wsman.WsmanAuthenticationException;
import dev.wsman.camel.WsmanEndpoint;
import dev.wsman.camel.internal.produce.PolledItems;
import dev.wsman.camel.internal.session.SessionLease;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Expression;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/**
 * Polls instances with Camel's scheduler, and passes each item, or the list of all, to the route. Items are fetched in
 * batches as the route processes them. An item whose exchange fails is polled again if polls skip processed items.
 */
public final class ItemConsumer extends ScheduledBatchPollingConsumer {
    private final WsmanEndpoint endpoint;
    private final PolledItems<?> items;
    private final @Nullable ProcessedItems processed;
    private final boolean lists;
    private final RejectedLogin rejectedLogin;
    private @Nullable SessionLease lease;

    /**
     * Creates a consumer, which Camel starts.
     *
     * @throws IllegalArgumentException if an option is missing or not valid; the message names it
     */
    public ItemConsumer(WsmanEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.items = PolledItems.of(endpoint);
        this.rejectedLogin = new RejectedLogin(endpoint.getEvents().getRetryPauseMax());
        this.lists = endpoint.getConsumer().isBatch();
        this.processed = ProcessedItems.of(endpoint.getConsumer(), key(endpoint));
        setMaxMessagesPerPoll(endpoint.getConsumer().getMaxMessagesPerPoll());
        if (processed != null
                && endpoint.getConsumer().getIdempotentKey() == null
                && endpoint.getRequest().getResultClass() != null) {
            throw new IllegalArgumentException(
                    "idempotentKey: missing. With resultClass there is no default; name what identifies an item");
        }
    }

    private static @Nullable Expression key(WsmanEndpoint endpoint) {
        String text = endpoint.getConsumer().getIdempotentKey();
        if (text == null) {
            return null;
        }
        Expression key = endpoint.getCamelContext().resolveLanguage("simple").createExpression(text);
        key.init(endpoint.getCamelContext());
        return key;
    }

    @Override
    protected void doStart() throws Exception {
        if (processed != null) {
            ServiceHelper.startService(processed.repository());
        }
        lease = endpoint.acquireSession();
        try {
            super.doStart();
        } catch (Exception e) {
            release();
            throw e;
        }
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        release();
    }

    private void release() {
        SessionLease held = lease;
        lease = null;
        if (held != null) {
            held.close();
        }
    }

    /**
     * Returns the number of exchanges in the route. A poll that waits for the server has none, unless the route is to
     * complete all tasks: a stop would otherwise wait as long as a server that does not reply.
     */
    @Override
    public int getPendingExchangesSize() {
        return shutdownRunningTask == ShutdownRunningTask.CompleteAllTasks
                ? super.getPendingExchangesSize()
                : pendingExchanges;
    }

    /** Polls, unless the server has rejected the login of a poll not long before: accounts are locked after a few. */
    @Override
    protected int poll() throws Exception {
        shutdownRunningTask = null;
        pendingExchanges = 0;
        rejectedLogin.rethrowIfRecent();
        try {
            return pollServer();
        } catch (WsmanAuthenticationException e) {
            rejectedLogin.happened(e);
            throw e;
        }
    }

    /** Polls with a use of the session of its own: the route may stop before the poll has ended. */
    private int pollServer() {
        try (SessionLease own = endpoint.acquireSession();
                Stream<PolledItems.Item> all = items.open(own.session())) {
            return lists ? processList(all) : processEach(all);
        }
    }

    private int processEach(Stream<PolledItems.Item> all) {
        int index = 0;
        for (Iterator<PolledItems.Item> left = all.iterator(); isMore(left, index); ) {
            index += processNew(left, index);
        }
        return index;
    }

    private boolean isMore(Iterator<?> left, int messages) {
        return (maxMessagesPerPoll <= 0 || messages < maxMessagesPerPoll) && isBatchAllowed() && left.hasNext();
    }

    /** Processes the next item if it is new. Returns the number of messages. */
    private int processNew(Iterator<PolledItems.Item> left, int index) {
        PolledItems.Item item = left.next();
        List<String> keys = new ArrayList<>(1);
        if (!isNew(item, keys)) {
            return 0;
        }
        Exchange exchange = exchange(item.body());
        exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, index);
        process(exchange, keys);
        return 1;
    }

    private int processList(Stream<PolledItems.Item> all) {
        List<Object> bodies = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        Exchange exchange = null;
        try {
            for (Iterator<PolledItems.Item> left = all.iterator(); isMore(left, bodies.size()); ) {
                PolledItems.Item item = left.next();
                if (isNew(item, keys)) {
                    bodies.add(item.body());
                }
            }
            if (bodies.isEmpty()) {
                return 0;
            }
            exchange = exchange(items.list(bodies));
        } finally {
            if (exchange == null && processed != null) {
                processed.forget(keys);
            }
        }
        process(exchange, keys);
        return 1;
    }

    /** Returns whether an item is new, and adds its key to the keys in progress. */
    private boolean isNew(PolledItems.Item item, List<String> keys) {
        if (processed == null) {
            return true;
        }
        Exchange exchange = exchange(item.body());
        try {
            String key = processed.key(exchange, item);
            return processed.begin(key) && keys.add(key);
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private Exchange exchange(Object body) {
        Exchange exchange = createExchange(false);
        exchange.getIn().setBody(body);
        return exchange;
    }

    private void process(Exchange exchange, List<String> keys) {
        ProcessedItems.Completion completion = processed == null ? null : processed.completion(keys);
        if (completion != null) {
            exchange.getExchangeExtension().addOnCompletion(completion);
        }
        pendingExchanges = 1;
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            pendingExchanges = 0;
        }
        if (completion != null) {
            completion.returned(exchange);
        }
        if (exchange.getException() != null) {
            handleException("The route failed to process an item", exchange, exchange.getException());
        }
        releaseExchange(exchange, false);
    }

    /** Not used: items are fetched while they are processed. */
    @Override
    public int processBatch(Queue<Object> exchanges) {
        return 0;
    }
}
