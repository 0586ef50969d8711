package dev.wsman.testkit.protocol;

import dev.wsman.testkit.model.CimInstance;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What an Enumerate asks for.
 *
 * @param items the instances, as they are when the stream is read
 * @param projection the properties that were asked for; empty for whole instances
 */
record ItemSelection(Supplier<Stream<CimInstance>> items, Optional<List<String>> projection) {
    static ItemSelection of(Supplier<Stream<CimInstance>> items) {
        return new ItemSelection(items, Optional.empty());
    }
}
