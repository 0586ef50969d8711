package dev.wsman.testkit.protocol;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** WS-Enumeration with WS-Management's extensions: Enumerate, Pull, Renew, GetStatus, Release. */
final class EnumerationOperations {
    private final Service service;
    private final ServerQuirks manners;
    private final ExecutorService readers;
    private final EnumerationContexts contexts;

    EnumerationOperations(Service service, ExecutorService readers) {
        this.service = service;
        this.manners = service.manners();
        this.readers = readers;
        this.contexts = new EnumerationContexts(service.clock(), service.enumerationTimeout());
    }

    EnumerationContexts contexts() {
        return contexts;
    }

    void enumerate(ServiceRequest request, Resource resource, ReplyBuilder answer) {
        Element content = request.content(ServiceNamespaces.ENUMERATION, "Enumerate");
        boolean optimized = Elements.child(content, ServiceNamespaces.WSMAN, "OptimizeEnumeration")
                .isPresent();
        int max = maxElements(content, ServiceNamespaces.WSMAN);
        Expiration expiration = Expiration.of(content, service.clock().instant());
        EnumerationMode mode = EnumerationMode.of(content);
        Selection selection = ClassDeclarations.isAddressedBy(request)
                ? new ClassDeclarations(service).select(request)
                : new Filters(service, request, resource, content).select(content);
        EnumerationContext context = new EnumerationContext(
                new ItemSource(selection.items().get(), readers),
                request,
                resource,
                mode,
                selection.projection(),
                expiration);
        estimate(request, selection, answer);
        if (optimized) {
            optimized(request, context, max, answer);
        } else {
            plain(context, answer);
        }
    }

    private void optimized(ServiceRequest request, EnumerationContext context, int max, ReplyBuilder answer) {
        Duration timeout = request.timeout(service.maxTimeout());
        int first = manners.has(ServerQuirk.ONE_ITEM_FIRST) ? 1 : max;
        ItemBatch batch = readFirst(
                new ItemBatch(service, context, answer, limits(request, first, page(request))), timeout, context);
        boolean end = context.source().finished();
        XmlText body = answer.body().open(ServiceNamespaces.ENUMERATION, "EnumerateResponse");
        context.expiration().write(body);
        if (manners.has(ServerQuirk.ITEMS_BEFORE_CONTEXT)) {
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

    /** A failure in the first batch leaves no enumeration behind. */
    private static ItemBatch readFirst(ItemBatch batch, Duration timeout, EnumerationContext context) {
        try {
            return batch.read(timeout);
        } catch (RuntimeException failed) {
            context.source().close();
            throw failed;
        }
    }

    private void plain(EnumerationContext context, ReplyBuilder answer) {
        XmlText body = answer.body().open(ServiceNamespaces.ENUMERATION, "EnumerateResponse");
        context.expiration().write(body);
        body.element(ServiceNamespaces.ENUMERATION, "EnumerationContext", context.id());
        if (manners.has(ServerQuirk.EMPTY_ITEMS_WHEN_PLAIN)) {
            body.open(ServiceNamespaces.WSMAN, "Items").close();
        }
        body.close();
        contexts.keep(context);
    }

    private void context(XmlText body, EnumerationContext context, boolean end) {
        if (!end || manners.has(ServerQuirk.CONTEXT_AT_END)) {
            body.element(ServiceNamespaces.ENUMERATION, "EnumerationContext", context.id());
        } else if (manners.has(ServerQuirk.EMPTY_CONTEXT_AT_END)) {
            body.element(ServiceNamespaces.ENUMERATION, "EnumerationContext", "");
        }
    }

    private void keepOrClose(EnumerationContext context, boolean end) {
        if (end) {
            context.source().close();
        } else {
            contexts.keep(context);
        }
    }

    private void estimate(ServiceRequest request, Selection selection, ReplyBuilder answer) {
        boolean asked = request.header(ServiceNamespaces.WSMAN, "RequestTotalItemsCountEstimate")
                .isPresent();
        if (asked && !manners.has(ServerQuirk.NO_TOTAL_ESTIMATE)) {
            try (Stream<?> items = selection.items().get()) {
                answer.headers()
                        .element(ServiceNamespaces.WSMAN, "TotalItemsCountEstimate", Long.toString(items.count()));
            }
        }
    }

    void pull(ServiceRequest request, ReplyBuilder answer) {
        Element content = request.content(ServiceNamespaces.ENUMERATION, "Pull");
        int max = maxElements(content, ServiceNamespaces.ENUMERATION);
        int asked = Elements.child(content, ServiceNamespaces.ENUMERATION, "MaxCharacters")
                .map(each -> ServiceRequest.positive(Elements.text(each), "MaxCharacters"))
                .map(number -> (int) Math.min(number, Integer.MAX_VALUE))
                .orElse(Integer.MAX_VALUE);
        int characters = Math.min(asked, page(request));
        Duration timeout = request.timeout(service.maxTimeout());
        Duration maxTime = Elements.child(content, ServiceNamespaces.ENUMERATION, "MaxTime")
                .map(each -> ServiceRequest.timeout(Elements.text(each)))
                .orElse(timeout);
        EnumerationContext context = contexts.take(request, content);
        String id = context.id();
        boolean end = false;
        try {
            ItemBatch batch = new ItemBatch(service, context, answer, limits(request, max, characters))
                    .read(maxTime.compareTo(timeout) < 0 ? maxTime : timeout);
            end = context.source().finished();
            pulled(context, batch, end, answer);
        } finally {
            // a Pull that failed leaves the context as it was: it may be tried again
            contexts.giveBack(context, id, end);
        }
    }

    private void pulled(EnumerationContext context, ItemBatch batch, boolean end, ReplyBuilder answer) {
        XmlText body = answer.body().open(ServiceNamespaces.ENUMERATION, "PullResponse");
        if (!end) {
            if (manners.has(ServerQuirk.NEW_CONTEXT_EACH_PULL)) {
                context.renewId();
            }
            body.element(ServiceNamespaces.ENUMERATION, "EnumerationContext", context.id());
        } else if (manners.has(ServerQuirk.CONTEXT_AT_END)) {
            body.element(ServiceNamespaces.ENUMERATION, "EnumerationContext", context.id());
        }
        batch.write(body, ServiceNamespaces.ENUMERATION);
        if (end) {
            body.open(ServiceNamespaces.ENUMERATION, "EndOfSequence").close();
        }
        body.close();
    }

    /** How many characters the items of an answer may have together. */
    private int page(ServiceRequest request) {
        boolean wide = manners.has(ServerQuirk.PAGES_IN_UTF16);
        return wide ? request.maxEnvelopeSize(service.maxEnvelopeSize()) / 2 - ItemBatch.FRAME : Integer.MAX_VALUE;
    }

    private ItemBatch.Limits limits(ServiceRequest request, int max, int characters) {
        int items = manners.has(ServerQuirk.PULL_IGNORES_MAX_ELEMENTS) && request.operation() == ServiceOperation.PULL
                ? service.maxBatchItems()
                : max;
        return new ItemBatch.Limits(items, service.largestBatch(request), characters);
    }

    private int maxElements(Element content, String namespace) {
        Optional<Long> asked = Elements.child(content, namespace, "MaxElements")
                .map(each -> ServiceRequest.positive(Elements.text(each), "MaxElements"));
        long absent = manners.has(ServerQuirk.ONE_ITEM_BY_DEFAULT) ? 1 : service.maxBatchItems();
        return (int) Math.min(asked.orElse(absent), service.maxBatchItems());
    }

    void release(ServiceRequest request) {
        Element content = request.content(ServiceNamespaces.ENUMERATION, "Release");
        contexts.release(request, content);
    }

    void renew(ServiceRequest request, ReplyBuilder answer) {
        supported();
        Element content = request.content(ServiceNamespaces.ENUMERATION, "Renew");
        EnumerationContext context = contexts.find(request, content);
        context.expiration(Expiration.of(content, service.clock().instant()));
        context.usedAt(service.clock().instant());
        XmlText body = answer.body().open(ServiceNamespaces.ENUMERATION, "RenewResponse");
        context.expiration().write(body);
        body.element(ServiceNamespaces.ENUMERATION, "EnumerationContext", context.id());
        body.close();
    }

    void status(ServiceRequest request, ReplyBuilder answer) {
        supported();
        Element content = request.content(ServiceNamespaces.ENUMERATION, "GetStatus");
        EnumerationContext context = contexts.find(request, content);
        XmlText body = answer.body().open(ServiceNamespaces.ENUMERATION, "GetStatusResponse");
        context.expiration().write(body);
        body.close();
    }

    private void supported() {
        if (manners.has(ServerQuirk.NO_RENEWAL)) {
            throw FaultKind.ACTION_NOT_SUPPORTED.fault("ActionMismatch").exception();
        }
    }
}
