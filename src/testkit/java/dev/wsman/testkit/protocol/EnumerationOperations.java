package dev.wsman.testkit.protocol;

import dev.wsman.testkit.model.CimInstance;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** WS-Enumeration with WS-Management's extensions: Enumerate, Pull, Renew, GetStatus, Release. */
final class EnumerationOperations {
    private final ServiceSettings service;
    private final ServerQuirks quirks;
    private final ExecutorService readers;
    private final EnumerationContextStore<CimInstance> contexts;

    EnumerationOperations(ServiceSettings service, ExecutorService readers) {
        this.service = service;
        this.quirks = service.quirks();
        this.readers = readers;
        this.contexts = new EnumerationContextStore<>(service.clock(), service.enumerationTimeout());
    }

    EnumerationContextStore<CimInstance> contexts() {
        return contexts;
    }

    void enumerate(ServiceRequest request, TargetResource resource, ReplyBuilder reply) {
        Element content = request.content(ServiceNamespaces.ENUMERATION, "Enumerate");
        boolean optimized = DomElements.child(content, ServiceNamespaces.WSMAN, "OptimizeEnumeration")
                .isPresent();
        int max = maxElements(content, ServiceNamespaces.WSMAN);
        EnumerationExpiration expiration =
                EnumerationExpiration.of(content, service.clock().instant());
        EnumerationMode mode = EnumerationMode.of(content);
        ItemSelection selection = DeclarationOperations.isAddressedBy(request)
                ? new DeclarationOperations(service).select(request)
                : new FilterEvaluator(service, request, resource, content).select(content);
        EnumerationContext<CimInstance> context = new EnumerationContext<>(
                new ItemSource<>(selection.items().get(), readers),
                request,
                resource,
                mode,
                selection.projection(),
                expiration);
        estimate(request, selection, reply);
        if (optimized) {
            optimized(request, context, max, reply);
        } else {
            plain(context, reply);
        }
    }

    private void optimized(
            ServiceRequest request, EnumerationContext<CimInstance> context, int max, ReplyBuilder reply) {
        Duration timeout = request.timeout(service.maxTimeout());
        int first = quirks.has(ServerQuirk.ONE_ITEM_FIRST) ? 1 : max;
        ItemBatch batch = readFirst(
                new ItemBatch(service, context, reply, limits(request, first, page(request))), timeout, context);
        boolean end = context.source().finished();
        XmlTextWriter body = reply.body().open(ServiceNamespaces.ENUMERATION, "EnumerateResponse");
        context.expiration().write(body);
        if (quirks.has(ServerQuirk.ITEMS_BEFORE_CONTEXT)) {
            batch.write(body, ServiceNamespaces.WSMAN);
            context(body, context, end);
        } else {
            context(body, context, end);
            batch.write(body, ServiceNamespaces.WSMAN);
        }
        if (end) {
            body.open(ServiceNamespaces.WSMAN, "EndOfSequence").close();
        }
        body.close();
        keepOrClose(context, end);
    }

    /** Reads the first batch. Closes the enumeration if that fails. */
    private static ItemBatch readFirst(ItemBatch batch, Duration timeout, EnumerationContext<CimInstance> context) {
        try {
            return batch.read(timeout);
        } catch (RuntimeException failed) {
            context.source().close();
            throw failed;
        }
    }

    private void plain(EnumerationContext<CimInstance> context, ReplyBuilder reply) {
        XmlTextWriter body = reply.body().open(ServiceNamespaces.ENUMERATION, "EnumerateResponse");
        context.expiration().write(body);
        body.element(ServiceNamespaces.ENUMERATION, "EnumerationContext", context.id());
        if (quirks.has(ServerQuirk.EMPTY_ITEMS_WHEN_PLAIN)) {
            body.open(ServiceNamespaces.WSMAN, "Items").close();
        }
        body.close();
        contexts.keep(context);
    }

    private void context(XmlTextWriter body, EnumerationContext<CimInstance> context, boolean end) {
        if (!end || quirks.has(ServerQuirk.CONTEXT_AT_END)) {
            body.element(ServiceNamespaces.ENUMERATION, "EnumerationContext", context.id());
        } else if (quirks.has(ServerQuirk.EMPTY_CONTEXT_AT_END)) {
            body.element(ServiceNamespaces.ENUMERATION, "EnumerationContext", "");
        }
    }

    private void keepOrClose(EnumerationContext<CimInstance> context, boolean end) {
        if (end) {
            context.source().close();
        } else {
            contexts.keep(context);
        }
    }

    private void estimate(ServiceRequest request, ItemSelection selection, ReplyBuilder reply) {
        boolean requested = request.header(ServiceNamespaces.WSMAN, "RequestTotalItemsCountEstimate")
                .isPresent();
        if (requested && !quirks.has(ServerQuirk.NO_TOTAL_ESTIMATE)) {
            try (Stream<?> items = selection.items().get()) {
                reply.headers()
                        .element(ServiceNamespaces.WSMAN, "TotalItemsCountEstimate", Long.toString(items.count()));
            }
        }
    }

    void pull(ServiceRequest request, ReplyBuilder reply) {
        Element content = request.content(ServiceNamespaces.ENUMERATION, "Pull");
        int max = maxElements(content, ServiceNamespaces.ENUMERATION);
        int requested = DomElements.child(content, ServiceNamespaces.ENUMERATION, "MaxCharacters")
                .map(each -> ServiceRequest.positive(DomElements.text(each), "MaxCharacters"))
                .map(number -> (int) Math.min(number, Integer.MAX_VALUE))
                .orElse(Integer.MAX_VALUE);
        int characters = Math.min(requested, page(request));
        Duration timeout = request.timeout(service.maxTimeout());
        Duration maxTime = DomElements.child(content, ServiceNamespaces.ENUMERATION, "MaxTime")
                .map(each -> ServiceRequest.timeout(DomElements.text(each)))
                .orElse(timeout);
        EnumerationContext<CimInstance> context = contexts.take(request, content);
        String id = context.id();
        boolean end = false;
        try {
            ItemBatch batch = new ItemBatch(service, context, reply, limits(request, max, characters))
                    .read(maxTime.compareTo(timeout) < 0 ? maxTime : timeout);
            end = context.source().finished();
            pulled(context, batch, end, reply);
        } finally {
            // after a Pull that failed the context is unchanged, so that the client can repeat it
            contexts.giveBack(context, id, end);
        }
    }

    private void pulled(EnumerationContext<CimInstance> context, ItemBatch batch, boolean end, ReplyBuilder reply) {
        XmlTextWriter body = reply.body().open(ServiceNamespaces.ENUMERATION, "PullResponse");
        if (!end) {
            if (quirks.has(ServerQuirk.NEW_CONTEXT_EACH_PULL)) {
                context.renewId();
            }
            body.element(ServiceNamespaces.ENUMERATION, "EnumerationContext", context.id());
        } else if (quirks.has(ServerQuirk.CONTEXT_AT_END)) {
            body.element(ServiceNamespaces.ENUMERATION, "EnumerationContext", context.id());
        }
        batch.write(body, ServiceNamespaces.ENUMERATION);
        if (end) {
            body.open(ServiceNamespaces.ENUMERATION, "EndOfSequence").close();
        }
        body.close();
    }

    /** The maximum number of characters of all items in one reply together. */
    private int page(ServiceRequest request) {
        boolean wide = quirks.has(ServerQuirk.PAGES_IN_UTF16);
        return wide ? request.maxEnvelopeSize(service.maxEnvelopeSize()) / 2 - ItemBatch.FRAME : Integer.MAX_VALUE;
    }

    private ItemBatch.BatchLimits limits(ServiceRequest request, int max, int characters) {
        int items = quirks.has(ServerQuirk.PULL_IGNORES_MAX_ELEMENTS) && request.operation() == ServiceOperation.PULL
                ? service.maxBatchItems()
                : max;
        return new ItemBatch.BatchLimits(items, service.largestBatch(request), characters);
    }

    private int maxElements(Element content, String namespace) {
        Optional<Long> requested = DomElements.child(content, namespace, "MaxElements")
                .map(each -> ServiceRequest.positive(DomElements.text(each), "MaxElements"));
        long absent = quirks.has(ServerQuirk.ONE_ITEM_BY_DEFAULT) ? 1 : service.maxBatchItems();
        return (int) Math.min(requested.orElse(absent), service.maxBatchItems());
    }

    void release(ServiceRequest request) {
        Element content = request.content(ServiceNamespaces.ENUMERATION, "Release");
        contexts.release(request, content);
    }

    void renew(ServiceRequest request, ReplyBuilder reply) {
        requireRenewalSupport();
        Element content = request.content(ServiceNamespaces.ENUMERATION, "Renew");
        EnumerationContext<CimInstance> context = contexts.find(request, content);
        context.expiration(EnumerationExpiration.of(content, service.clock().instant()));
        context.usedAt(service.clock().instant());
        XmlTextWriter body = reply.body().open(ServiceNamespaces.ENUMERATION, "RenewResponse");
        context.expiration().write(body);
        body.element(ServiceNamespaces.ENUMERATION, "EnumerationContext", context.id());
        body.close();
    }

    void status(ServiceRequest request, ReplyBuilder reply) {
        requireRenewalSupport();
        Element content = request.content(ServiceNamespaces.ENUMERATION, "GetStatus");
        EnumerationContext<CimInstance> context = contexts.find(request, content);
        XmlTextWriter body = reply.body().open(ServiceNamespaces.ENUMERATION, "GetStatusResponse");
        context.expiration().write(body);
        body.close();
    }

    private void requireRenewalSupport() {
        if (quirks.has(ServerQuirk.NO_RENEWAL)) {
            throw FaultKind.ACTION_NOT_SUPPORTED.fault("ActionMismatch").exception();
        }
    }
}
