package dev.wsman;

import dev.wsman.internal.stub.Option;
import dev.wsman.internal.stub.Selector;
import dev.wsman.internal.stub.Target;
import java.util.ArrayList;
import java.util.List;

/** From a locator to what the headers of a request say. */
final class Targets {
    private Targets() {}

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
