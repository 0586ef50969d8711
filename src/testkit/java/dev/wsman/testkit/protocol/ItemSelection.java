package dev.wsman.testkit.protocol;

import dev.wsman.testkit.model.CimInstance;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The items that an Enumerate selects.
 *
 * @param items the instances, in their state when the stream is read
 * @param projection the selected properties; empty for whole instances
 */
record ItemSelection(Supplier<Stream<CimInstance>> items, Optional<List<String>> projection) {
    static ItemSelection of(Supplier<Stream<CimInstance>> items) {
        return new ItemSelection(items, Optional.empty());
    }
}
