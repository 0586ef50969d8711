package dev.wsman.camel.internal.option;

import dev.wsman.camel.WsmanConsumerConfiguration;
import dev.wsman.camel.WsmanEndpoint;
import dev.wsman.camel.WsmanOperation;
import dev.wsman.camel.WsmanRequestConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Rejects options of an endpoint that have no effect on its producer or consumer, or contradict each other. */
public final class UnusedOptions {
    private static final List<String> SCHEDULER = List.of(
            "delay",
            "initialDelay",
            "timeUnit",
            "useFixedDelay",
            "pollStrategy",
            "runLoggingLevel",
            "sendEmptyMessageWhenIdle",
            "greedy",
            "scheduler",
            "schedulerProperties",
            "scheduler.",
            "scheduledExecutorService",
            "backoffMultiplier",
            "backoffIdleThreshold",
            "backoffErrorThreshold",
            "repeatCount",
            "startScheduler");
    private static final List<String> ITEMS =
            List.of("maxMessagesPerPoll", "idempotent", "idempotentKey", "idempotentRepository", "idempotentEager");
    private static final List<String> EVENTS = List.of(
            "channels",
            "xpath",
            "eventQuery",
            "start",
            "positionLost",
            "bookmarkRepository",
            "bookmarkKey",
            "breakOnFirstError",
            "rendered",
            "tolerateMissingChannels",
            "subscriptionName",
            "heartbeat",
            "expires",
            "pollWait",
            "retryPause");
    private static final List<String> SHELL = List.of(
            "command",
            "commandSyntax",
            "arguments",
            "workingDirectory",
            "environment.",
            "codePage",
            "loadProfile",
            "shellIdleTimeout");
    private static final List<String> REQUEST =
            List.of("resource", "selector.", "option.", "fragment", "resultType", "resultClass");
    private static final List<String> ENUMERATION = List.of("query", "filter", "references", "batchItems");
    private static final List<String> PRODUCER =
            List.of("method", "streaming", "throwExceptionOnFailure", "headerOverrides");

    private UnusedOptions() {}

    /**
     * Checks the options of a producer.
     *
     * @throws IllegalArgumentException if an option has no effect or is not valid; the message names it
     */
    public static void rejectInProducer(WsmanEndpoint endpoint) {
        List<String> unused = new ArrayList<>(SCHEDULER);
        unused.addAll(ITEMS);
        unused.addAll(EVENTS);
        unused.addAll(List.of("retryPauseMax", "batch"));
        unused.addAll(endpoint.getOperation() == WsmanOperation.RUN ? REQUEST : SHELL);
        switch (endpoint.getOperation()) {
            case ENUMERATE, QUERY -> unused.addAll(List.of("method", "throwExceptionOnFailure"));
            case GET, IDENTIFY -> {
                unused.addAll(ENUMERATION);
                unused.addAll(List.of("method", "throwExceptionOnFailure", "streaming"));
            }
            case RUN -> {
                unused.addAll(ENUMERATION);
                unused.addAll(List.of("method", "streaming"));
            }
            default -> {
                unused.addAll(ENUMERATION);
                unused.add("streaming");
            }
        }
        reject(endpoint, "a producer with the operation ", unused);
        requireOneForm(endpoint);
        requireBatchItems(endpoint.getRequest());
    }

    /**
     * Checks the options of a consumer.
     *
     * @throws IllegalArgumentException if an option has no effect or is not valid; the message names it
     */
    public static void rejectInConsumer(WsmanEndpoint endpoint) {
        List<String> unused = new ArrayList<>(SHELL);
        unused.addAll(PRODUCER);
        if (endpoint.getOperation() == WsmanOperation.SUBSCRIBE) {
            unused.addAll(SCHEDULER);
            unused.addAll(ITEMS);
            unused.addAll(List.of("references", "fragment"));
        } else {
            unused.addAll(EVENTS);
            requireIdempotent(endpoint);
        }
        if (endpoint.getOperation() == WsmanOperation.GET) {
            unused.addAll(ENUMERATION);
            unused.add("maxMessagesPerPoll");
        }
        reject(endpoint, "a consumer with the operation ", unused);
        requireOneForm(endpoint);
        requireBatchItems(endpoint.getRequest());
    }

    private static void reject(WsmanEndpoint endpoint, String owner, List<String> unused) {
        Set<String> named = endpoint.namedOptions();
        for (String option : unused) {
            if (named.contains(option)) {
                throw new IllegalArgumentException(option + ": has no effect on " + owner
                        + endpoint.getOperation().name().toLowerCase(Locale.ROOT) + ". Remove it");
            }
        }
    }

    private static void requireOneForm(WsmanEndpoint endpoint) {
        Set<String> named = endpoint.namedOptions();
        WsmanRequestConfiguration request = endpoint.getRequest();
        if (named.contains("resultType") && named.contains("resultClass")) {
            throw new IllegalArgumentException("resultType: has no effect beside resultClass. Remove one");
        }
        if (request.getFilter() != null && endpoint.getOperation() == WsmanOperation.QUERY) {
            throw new IllegalArgumentException("filter: has no effect on query. Use the operation enumerate");
        }
        if (request.getFilter() != null && request.getQuery() != null) {
            throw new IllegalArgumentException("filter: cannot be set together with query. Remove one");
        }
        if (!request.getSelectors().isEmpty() && request.getResource() == null) {
            throw new IllegalArgumentException(
                    "selector.: has no effect without resource. Set resource, or the header CamelWsmanSelectors");
        }
    }

    private static void requireBatchItems(WsmanRequestConfiguration request) {
        if (request.getBatchItems() < 0) {
            throw new IllegalArgumentException(
                    "batchItems: " + request.getBatchItems() + " is negative; set items, or 0 for the default");
        }
    }

    private static void requireIdempotent(WsmanEndpoint endpoint) {
        WsmanConsumerConfiguration options = endpoint.getConsumer();
        boolean skips = options.isIdempotent() || options.getIdempotentRepository() != null;
        String without = options.isIdempotentEager() ? "idempotentEager" : "idempotentKey";
        if (!skips && (options.isIdempotentEager() || options.getIdempotentKey() != null)) {
            throw new IllegalArgumentException(
                    without + ": has no effect without idempotent=true or idempotentRepository. Set one of them");
        }
    }
}
