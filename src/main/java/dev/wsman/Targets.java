package dev.wsman;

import dev.wsman.internal.stub.Option;
import dev.wsman.internal.stub.Selector;
import dev.wsman.internal.stub.Target;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a locator to what the headers of a request say. */
final class Targets {
    private Targets() {}

    /**
     * The target of an enumeration. A filter that names its class itself goes to all classes of the WMI namespace:
     * Windows refuses a query at the URI of a class (2150859003). Other servers have other URIs and take a query at
     * them, so those stay as they are.
     */
    static Target of(ResourceLocator resource, @Nullable Filter filter) {
        String uri = Arguments.present(resource, "resource").resourceUri();
        return CimNamespace.isInUri(uri) && filter != null && filter.namesItsClass()
                ? of(resource.withResourceUri(uri.substring(0, uri.lastIndexOf('/') + 1) + "*"))
                : of(resource);
    }

    static Target of(ResourceLocator resource) {
        if (Arguments.present(resource, "resource").resourceUri().isEmpty()) {
            throw new IllegalArgumentException("resource: the locator has no resource URI");
        }
        return new Target(
                resource.resourceUri(),
                selectors(resource),
                options(resource),
                resource.fragmentPath().orElse(null),
                resource.fragmentDialect().orElse(null),
                resource.parameters());
    }

    private static List<Selector> selectors(ResourceLocator resource) {
        List<Selector> selectors = new ArrayList<>(resource.selectors().size());
        for (ResourceLocator.Selector selector : resource.selectors()) {
            ResourceLocator reference = selector.reference();
            selectors.add(
                    new Selector(selector.name(), selector.value(), reference == null ? null : reference.toTree()));
        }
        return selectors;
    }

    private static List<Option> options(ResourceLocator resource) {
        List<Option> options = new ArrayList<>(resource.options().size());
        for (ResourceLocator.Option option : resource.options()) {
            options.add(new Option(option.name(), option.value(), option.mustComply()));
        }
        return options;
    }
}
