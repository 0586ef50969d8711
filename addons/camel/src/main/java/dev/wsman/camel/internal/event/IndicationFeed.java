package dev.wsman.camel.internal.event;

import dev.wsman.Filter;
import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.camel.WsmanConstants;
import dev.wsman.camel.internal.value.InstanceForm;
import dev.wsman.event.Subscription;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The indications of a class, or of all classes of a namespace.
 *
 * @param <T> the class into which indications are read
 */
final class IndicationFeed<T> implements EventFeed<T> {
    private final ResourceLocator resource;
    private final @Nullable Filter filter;
    private final InstanceForm<T> form;

    IndicationFeed(ResourceLocator resource, @Nullable Filter filter, InstanceForm<T> form) {
        this.resource = resource;
        this.filter = filter;
        this.form = form;
    }

    @Override
    public Subscription.Builder<T> subscribe(Session session) {
        Subscription.Builder<T> builder = Subscription.to(session, resource, form.type());
        return filter == null ? builder : builder.filter(filter);
    }

    @Override
    public String query() {
        return resource.toText() + (filter == null ? "" : "\n" + filter.dialect() + "\n" + content(filter));
    }

    /** Returns the content of a filter. Its text masks secrets in XML, which the hash code includes. */
    private static String content(Filter filter) {
        return filter.expression().orElseGet(() -> filter + "#" + filter.hashCode());
    }

    @Override
    public Object body(T event) {
        return form.body(event);
    }

    @Override
    public Map<String, Object> headers(T event) {
        return event instanceof Instance instance
                ? Map.of(WsmanConstants.EVENT_CLASS, instance.name().getLocalPart())
                : Map.of();
    }
}
