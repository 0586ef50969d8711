package dev.wsman.testkit.protocol;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** WS-Enumeration with WS-Management's extensions: Enumerate, Pull, Renew, GetStatus, Release. */
final class Enumeration {
    private final Service service;
    private final Manners manners;
    private final ExecutorService readers;
    private final EnumerationContexts contexts;

    Enumeration(Service service, ExecutorService readers) {
        this.service = service;
        this.manners = service.manners();
        this.readers = readers;
        this.contexts = new EnumerationContexts(service.clock(), service.enumerationTimeout());
    }

    EnumerationContexts contexts() {
        return contexts;
    }

    void enumerate(Request request, Resource resource, Answer answer) {
        Element content = request.content(Namespaces.ENUMERATION, "Enumerate");
        boolean optimized =
                Elements.child(content, Namespaces.WSMAN, "OptimizeEnumeration").isPresent();
        int max = maxElements(content, Namespaces.WSMAN);
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

    private void optimized(Request request, EnumerationContext context, int max, Answer answer) {
        Duration timeout = request.timeout(service.maxTimeout());
        int first = manners.has(Manner.ONE_ITEM_FIRST) ? 1 : max;
        Batch batch =
                readFirst(new Batch(service, context, answer, limits(request, first, page(request))), timeout, context);
        boolean end = context.source().finished();
        XmlText body = answer.body().open(Namespaces.ENUMERATION, "EnumerateResponse");
        context.expiration().write(body);
        if (manners.has(Manner.ITEMS_BEFORE_CONTEXT)) {
            batch.write(body, Namespaces.WSMAN);
            context(body, context, end);
        } else {
            context(body, context, end);
            batch.write(body, Namespaces.WSMAN);
        }
        if (end) {
            body.open(Namespaces.WSMAN, "EndOfSequence").close();
        }
        body.close();
        keepOrClose(context, end);
    }

    /** A failure in the first batch leaves no enumeration behind. */
    private static Batch readFirst(Batch batch, Duration timeout, EnumerationContext context) {
        try {
            return batch.read(timeout);
        } catch (RuntimeException failed) {
            context.source().close();
            throw failed;
        }
    }

    private void plain(EnumerationContext context, Answer answer) {
        XmlText body = answer.body().open(Namespaces.ENUMERATION, "EnumerateResponse");
        context.expiration().write(body);
        body.element(Namespaces.ENUMERATION, "EnumerationContext", context.id());
        if (manners.has(Manner.EMPTY_ITEMS_WHEN_PLAIN)) {
            body.open(Namespaces.WSMAN, "Items").close();
        }
        body.close();
        contexts.keep(context);
    }

    private void context(XmlText body, EnumerationContext context, boolean end) {
        if (!end || manners.has(Manner.CONTEXT_AT_END)) {
            body.element(Namespaces.ENUMERATION, "EnumerationContext", context.id());
        } else if (manners.has(Manner.EMPTY_CONTEXT_AT_END)) {
            body.element(Namespaces.ENUMERATION, "EnumerationContext", "");
        }
    }

    private void keepOrClose(EnumerationContext context, boolean end) {
        if (end) {
            context.source().close();
        } else {
            contexts.keep(context);
        }
    }

    private void estimate(Request request, Selection selection, Answer answer) {
        boolean asked = request.header(Namespaces.WSMAN, "RequestTotalItemsCountEstimate")
                .isPresent();
        if (asked && !manners.has(Manner.NO_TOTAL_ESTIMATE)) {
            try (Stream<?> items = selection.items().get()) {
                answer.headers().element(Namespaces.WSMAN, "TotalItemsCountEstimate", Long.toString(items.count()));
            }
        }
    }

    void pull(Request request, Answer answer) {
        Element content = request.content(Namespaces.ENUMERATION, "Pull");
        int max = maxElements(content, Namespaces.ENUMERATION);
        int asked = Elements.child(content, Namespaces.ENUMERATION, "MaxCharacters")
                .map(each -> Request.positive(Elements.text(each), "MaxCharacters"))
                .map(number -> (int) Math.min(number, Integer.MAX_VALUE))
                .orElse(Integer.MAX_VALUE);
        int characters = Math.min(asked, page(request));
        Duration timeout = request.timeout(service.maxTimeout());
        Duration maxTime = Elements.child(content, Namespaces.ENUMERATION, "MaxTime")
                .map(each -> Request.timeout(Elements.text(each)))
                .orElse(timeout);
        EnumerationContext context = contexts.take(request, content);
        String id = context.id();
        boolean end = false;
        try {
            Batch batch = new Batch(service, context, answer, limits(request, max, characters))
                    .read(maxTime.compareTo(timeout) < 0 ? maxTime : timeout);
            end = context.source().finished();
            pulled(context, batch, end, answer);
        } finally {
            // a Pull that failed leaves the context as it was: it may be tried again
            contexts.giveBack(context, id, end);
        }
    }

    private void pulled(EnumerationContext context, Batch batch, boolean end, Answer answer) {
        XmlText body = answer.body().open(Namespaces.ENUMERATION, "PullResponse");
        if (!end) {
            if (manners.has(Manner.NEW_CONTEXT_EACH_PULL)) {
                context.renewId();
            }
            body.element(Namespaces.ENUMERATION, "EnumerationContext", context.id());
        } else if (manners.has(Manner.CONTEXT_AT_END)) {
            body.element(Namespaces.ENUMERATION, "EnumerationContext", context.id());
        }
        batch.write(body, Namespaces.ENUMERATION);
        if (end) {
            body.open(Namespaces.ENUMERATION, "EndOfSequence").close();
        }
        body.close();
    }

    /** How many characters the items of an answer may have together. */
    private int page(Request request) {
        boolean wide = manners.has(Manner.PAGES_IN_UTF16);
        return wide ? request.maxEnvelopeSize(service.maxEnvelopeSize()) / 2 - Batch.FRAME : Integer.MAX_VALUE;
    }

    private Batch.Limits limits(Request request, int max, int characters) {
        int items = manners.has(Manner.PULL_IGNORES_MAX_ELEMENTS) && request.operation() == Operation.PULL
                ? service.maxBatchItems()
                : max;
        return new Batch.Limits(items, service.largestBatch(request), characters);
    }

    private int maxElements(Element content, String namespace) {
        Optional<Long> asked = Elements.child(content, namespace, "MaxElements")
                .map(each -> Request.positive(Elements.text(each), "MaxElements"));
        long absent = manners.has(Manner.ONE_ITEM_BY_DEFAULT) ? 1 : service.maxBatchItems();
        return (int) Math.min(asked.orElse(absent), service.maxBatchItems());
    }

    void release(Request request) {
        Element content = request.content(Namespaces.ENUMERATION, "Release");
        contexts.release(request, content);
    }

    void renew(Request request, Answer answer) {
        supported();
        Element content = request.content(Namespaces.ENUMERATION, "Renew");
        EnumerationContext context = contexts.find(request, content);
        context.expiration(Expiration.of(content, service.clock().instant()));
        context.usedAt(service.clock().instant());
        XmlText body = answer.body().open(Namespaces.ENUMERATION, "RenewResponse");
        context.expiration().write(body);
        body.element(Namespaces.ENUMERATION, "EnumerationContext", context.id());
        body.close();
    }

    void status(Request request, Answer answer) {
        supported();
        Element content = request.content(Namespaces.ENUMERATION, "GetStatus");
        EnumerationContext context = contexts.find(request, content);
        XmlText body = answer.body().open(Namespaces.ENUMERATION, "GetStatusResponse");
        context.expiration().write(body);
        body.close();
    }

    private void supported() {
        if (manners.has(Manner.NO_RENEWAL)) {
            throw FaultKind.ACTION_NOT_SUPPORTED.fault("ActionMismatch").exception();
        }
    }
}
