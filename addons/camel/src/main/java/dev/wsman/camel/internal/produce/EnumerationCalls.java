package dev.wsman.camel.internal.produce;

import dev.wsman.EnumerateRequest;
import dev.wsman.Filter;
import dev.wsman.Referenced;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.camel.WsmanConstants;
import dev.wsman.camel.WsmanOperation;
import dev.wsman.camel.WsmanReferences;
import dev.wsman.camel.internal.value.InstanceForm;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.camel.Exchange;

/**
 * The operations that return many instances.
 *
 * @param <T> the class into which the session reads instances
 */
final class EnumerationCalls<T> {
    private static final ResourceLocator CIMV2 = ResourceLocator.of("wmicimv2/*");

    private final Session session;
    private final RequestOfMessage request;
    private final InstanceForm<T> form;

    EnumerationCalls(Session session, RequestOfMessage request, InstanceForm<T> form) {
        this.session = session;
        this.request = request;
        this.form = form;
    }

    void perform(Exchange exchange) {
        EnumerateRequest<T> enumeration = begin().batchItems(request.options().getBatchItems());
        switch (request.options().getReferences()) {
            case NONE -> items(exchange, enumeration, form::body);
            case ONLY -> items(exchange, enumeration.references(), locator -> locator);
            case BOTH -> items(exchange, enumeration.withReferences(), this::referenced);
        }
    }

    /** Returns the enumeration or query of the request. */
    EnumerateRequest<T> begin() {
        String query = request.query();
        if (request.operation() == WsmanOperation.QUERY) {
            if (query == null) {
                throw RequestOfMessage.missing("query", WsmanConstants.QUERY);
            }
            return session.query(Objects.requireNonNull(request.resourceOr(CIMV2)), query, form.type());
        }
        Filter filter = query == null ? request.filter() : Filter.wql(query);
        EnumerateRequest<T> all = session.enumerate(request.resource(), form.type());
        return filter == null ? all : all.filter(filter);
    }

    private Referenced<Object> referenced(Referenced<T> item) {
        return new Referenced<>(form.body(item.value()), item.reference());
    }

    private <I> void items(Exchange exchange, EnumerateRequest<I> enumeration, Function<? super I, ?> conversion) {
        if (request.options().isStreaming()) {
            StreamedItems<I> items = new StreamedItems<>(exchange, enumeration.stream(), conversion);
            items.begin();
            exchange.getExchangeExtension().addOnCompletion(items);
            exchange.getMessage().setBody(items);
            return;
        }
        List<?> all = enumeration.list().stream().map(conversion).toList();
        exchange.getMessage().setBody(request.options().getReferences() == WsmanReferences.NONE ? form.list(all) : all);
    }
}
