package dev.wsman.camel.internal.produce;

import dev.wsman.EnumerateRequest;
import dev.wsman.Filter;
import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.camel.WsmanConstants;
import dev.wsman.camel.WsmanOperation;
import java.util.Objects;

/** The operations that return many instances. */
final class EnumerationCalls {
    private static final ResourceLocator CIMV2 = ResourceLocator.of("wmicimv2/*");

    private final Session session;
    private final RequestOfMessage request;
    private final Results results;

    EnumerationCalls(Session session, RequestOfMessage request, Results results) {
        this.session = session;
        this.request = request;
        this.results = results;
    }

    void perform() {
        EnumerateRequest<Instance> enumeration =
                begin().batchItems(request.options().getBatchItems());
        switch (request.options().getReferences()) {
            case NONE -> results.items(enumeration, results::converted);
            case ONLY -> results.items(enumeration.references(), locator -> locator);
            case BOTH -> results.items(enumeration.withReferences(), results::converted);
        }
    }

    private EnumerateRequest<Instance> begin() {
        String query = request.query();
        if (request.operation() == WsmanOperation.QUERY) {
            if (query == null) {
                throw RequestOfMessage.missing("query", WsmanConstants.QUERY);
            }
            return session.query(Objects.requireNonNull(request.resourceOr(CIMV2)), query);
        }
        Filter filter = query == null ? request.filter() : Filter.wql(query);
        EnumerateRequest<Instance> all = session.enumerate(request.resource());
        return filter == null ? all : all.filter(filter);
    }
}
