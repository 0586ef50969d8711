package dev.wsman.kafka.internal.instance;

import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.ResourceLocator.Selector;
import dev.wsman.kafka.internal.config.InstanceKeys;
import dev.wsman.kafka.internal.work.UnusableReplyException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What identifies an instance on its host.
 *
 * @param className the class
 * @param values the selectors of the reference, or the properties that the configuration names, by their names in
 *     alphabetical order, so that equal keys are written as equal bytes
 */
record InstanceKey(String className, SortedMap<String, @Nullable String> values) {
    /** Copies the values. */
    InstanceKey {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** Returns the key of a reference. */
    static InstanceKey of(ResourceLocator reference) {
        String uri = reference.resourceUri();
        SortedMap<String, @Nullable String> values = new TreeMap<>();
        for (Selector selector : reference.selectors()) {
            ResourceLocator nested = selector.reference();
            values.put(
                    selector.name(),
                    nested == null ? selector.value() : sorted(nested).toText());
        }
        return new InstanceKey(uri.substring(uri.lastIndexOf('/') + 1), values);
    }

    /** Returns the locator with its selectors in alphabetical order: servers send them in any order. */
    private static ResourceLocator sorted(ResourceLocator reference) {
        ResourceLocator sorted = reference.withoutSelectors();
        for (Selector selector : reference.selectors().stream()
                .sorted(Comparator.comparing(Selector::name))
                .toList()) {
            ResourceLocator nested = selector.reference();
            sorted = nested == null
                    ? sorted.selector(selector.name(), String.valueOf(selector.value()))
                    : sorted.selector(selector.name(), sorted(nested));
        }
        return sorted;
    }

    /**
     * Returns the key of an instance by its properties.
     *
     * @param className the class
     * @param properties the properties of the key
     * @throws UnusableReplyException if the instance does not have one of the properties
     */
    static InstanceKey of(Instance instance, String className, List<String> properties) {
        SortedMap<String, @Nullable String> values = new TreeMap<>();
        for (String property : properties) {
            if (!instance.has(property)) {
                throw new UnusableReplyException("an instance of " + className + " does not have the property "
                        + property + "; " + InstanceKeys.KEY + " must name properties that every instance has");
            }
            values.put(property, instance.text(property).orElse(null));
        }
        return new InstanceKey(className, values);
    }
}
