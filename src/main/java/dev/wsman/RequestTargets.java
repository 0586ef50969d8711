package dev.wsman;

import dev.wsman.internal.protocol.CimNamespace;
import dev.wsman.internal.protocol.RequestOption;
import dev.wsman.internal.protocol.RequestSelector;
import dev.wsman.internal.protocol.RequestTarget;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a locator to what the headers of a request say. */
final class RequestTargets {
    private RequestTargets() {}

    /**
     * The target of an enumeration. A filter that names its class itself goes to all classes of the WMI namespace:
     * Windows refuses a query at the URI of a class (2150859003). Other servers have other URIs and take a query at
     * them, so those stay as they are.
     */
    static RequestTarget of(ResourceLocator resource, @Nullable Filter filter) {
        String uri = Arguments.present(resource, "resource").resourceUri();
        return CimNamespace.isInUri(uri) && filter != null && filter.namesItsClass()
                ? of(resource.withResourceUri(uri.substring(0, uri.lastIndexOf('/') + 1) + "*"))
                : of(resource);
    }

    static RequestTarget of(ResourceLocator resource) {
        if (Arguments.present(resource, "resource").resourceUri().isEmpty()) {
            throw new IllegalArgumentException("resource: the locator has no resource URI");
        }
        return new RequestTarget(
                resource.resourceUri(),
                selectors(resource),
                options(resource),
                resource.fragmentPath().orElse(null),
                resource.fragmentDialect().orElse(null),
                resource.parameters());
    }

    private static List<RequestSelector> selectors(ResourceLocator resource) {
        List<RequestSelector> selectors = new ArrayList<>(resource.selectors().size());
        for (ResourceLocator.Selector selector : resource.selectors()) {
            ResourceLocator reference = selector.reference();
            selectors.add(new RequestSelector(
                    selector.name(), selector.value(), reference == null ? null : reference.toTree()));
        }
        return selectors;
    }

    private static List<RequestOption> options(ResourceLocator resource) {
        List<RequestOption> options = new ArrayList<>(resource.options().size());
        for (ResourceLocator.Option option : resource.options()) {
            options.add(new RequestOption(option.name(), option.value(), option.mustComply()));
        }
        return options;
    }
}
