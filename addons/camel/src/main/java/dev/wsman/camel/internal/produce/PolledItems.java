package dev.wsman.camel.internal.produce;

import dev.wsman.EnumerateRequest;
import dev.wsman.Instance;
import dev.wsman.Referenced;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.camel.WsmanConstants;
import dev.wsman.camel.WsmanEndpoint;
import dev.wsman.camel.WsmanOperation;
import dev.wsman.camel.WsmanReferences;
import dev.wsman.camel.internal.value.InstanceForm;
import java.util.List;
import java.util.stream.Stream;

/**
 * The items that an endpoint polls, by the same options as a producer's.
 *
 * @param <T> the class into which the session reads instances
 */
public final class PolledItems<T> {
    private final RequestOfMessage request;
    private final InstanceForm<T> form;

    private PolledItems(RequestOfMessage request, InstanceForm<T> form) {
        this.request = request;
        this.form = form;
    }

    /**
     * An item of a poll.
     *
     * @param body the body of its message
     * @param content its instance as XML, or its locator as text; empty if the options have a result class
     */
    public record Item(Object body, String content) {}

    /**
     * Returns the items of an endpoint. Sends nothing.
     *
     * @throws IllegalArgumentException if an option is missing or not valid; the message names it
     */
    public static PolledItems<?> of(WsmanEndpoint endpoint) {
        RequestOfMessage request =
                new RequestOfMessage(endpoint, endpoint.createExchange().getMessage());
        if (endpoint.getOperation() != WsmanOperation.QUERY) {
            request.resource();
        } else if (request.query() == null) {
            throw RequestOfMessage.missing("query", WsmanConstants.QUERY);
        } else {
            request.resourceOr(null);
        }
        return of(request, InstanceForm.of(endpoint.getRequest(), endpoint.getCamelContext()));
    }

    private static <T> PolledItems<T> of(RequestOfMessage request, InstanceForm<T> form) {
        return new PolledItems<>(request, form);
    }

    /** Returns the items, of which batches are fetched as they are consumed. The caller closes the stream. */
    public Stream<Item> open(Session session) {
        if (request.operation() == WsmanOperation.GET) {
            return Stream.of(item(session.get(request.resource(), form.type())));
        }
        EnumerateRequest<T> enumeration = new EnumerationCalls<>(session, request, form)
                .begin()
                .batchItems(request.options().getBatchItems());
        return switch (request.options().getReferences()) {
            case NONE -> enumeration.stream().map(this::item);
            case ONLY -> enumeration.references().stream().map(PolledItems::item);
            case BOTH -> enumeration.withReferences().stream().map(this::item);
        };
    }

    /** Returns the body of a message with all items of a poll. */
    public Object list(List<?> bodies) {
        return request.options().getReferences() == WsmanReferences.NONE ? form.list(bodies) : bodies;
    }

    private Item item(T value) {
        return new Item(form.body(value), content(value));
    }

    private static Item item(ResourceLocator locator) {
        return new Item(locator, locator.toText());
    }

    private Item item(Referenced<T> item) {
        return new Item(
                new Referenced<>(form.body(item.value()), item.reference()),
                item.reference().toText() + content(item.value()));
    }

    private static String content(Object value) {
        return value instanceof Instance instance ? instance.toXml() : "";
    }
}
