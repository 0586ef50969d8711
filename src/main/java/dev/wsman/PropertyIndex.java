package dev.wsman;

import dev.wsman.internal.xml.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The properties of an instance by name: finding each of 39,000 properties by a search would take seconds. Both maps
 * keep strings that share a hash in order, so that no choice of names makes them slow. Immutable.
 */
final class PropertyIndex {
    /** A search through so many is not slower than making an index. */
    static final int LEAST = 256;

    private final Map<String, List<Tree>> byName = new HashMap<>();
    private final Map<String, Tree> inAnyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    PropertyIndex(Tree instance) {
        for (Tree child : instance.elements()) {
            byName.computeIfAbsent(child.localName(), name -> new ArrayList<>(1))
                    .add(child);
            inAnyCase.putIfAbsent(child.localName(), child);
        }
    }

    /** Finds what {@link Instance#find(Iterable, String, String)} finds. */
    @Nullable
    Tree find(String namespace, String property) {
        List<Tree> named = byName.get(property);
        if (named == null) {
            return inAnyCase.get(property);
        }
        for (Tree child : named) {
            if (child.namespace().equals(namespace)) {
                return child;
            }
        }
        return named.get(0);
    }

    /** All elements of this local name, in their order. */
    List<Tree> all(String localName) {
        return byName.getOrDefault(localName, List.of());
    }
}
