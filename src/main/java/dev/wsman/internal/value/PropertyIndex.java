package dev.wsman.internal.value;

import dev.wsman.internal.xml.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the properties of an instance by name. A property is the first element with the local name in the preferred
 * namespace; else the first with the local name in any namespace; else the first whose local name differs only in case.
 *
 * <p>An index is for instances with many properties: finding each of 39,000 properties by {@link #search} takes
 * seconds. Both maps keep strings with equal hash codes in order, so that no choice of names makes them slow.
 * Immutable.
 */
public final class PropertyIndex {
    /** With this many elements or fewer, a search is not slower than building an index. */
    public static final int SEARCH_LIMIT = 256;

    private final Map<String, List<Tree>> byName = new HashMap<>();
    private final Map<String, Tree> inAnyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** Builds the index of an instance. */
    public PropertyIndex(Tree instance) {
        for (Tree child : instance.elements()) {
            byName.computeIfAbsent(child.localName(), name -> new ArrayList<>(1))
                    .add(child);
            inAnyCase.putIfAbsent(child.localName(), child);
        }
    }

    /** Finds a property by a search through all elements; null if there is none. */
    public static @Nullable Tree search(Iterable<Tree> elements, String namespace, String property) {
        Tree elsewhere = null;
        Tree anyCase = null;
        for (Tree child : elements) {
            if (child.localName().equals(property)) {
                if (child.namespace().equals(namespace)) {
                    return child;
                }
                elsewhere = elsewhere == null ? child : elsewhere;
            } else if (anyCase == null && child.localName().equalsIgnoreCase(property)) {
                anyCase = child;
            }
        }
        return elsewhere == null ? anyCase : elsewhere;
    }

    /** Finds the element that {@link #search} finds. */
    public @Nullable Tree find(String namespace, String property) {
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

    /** Returns all elements with this local name, in their order. */
    public List<Tree> all(String localName) {
        return byName.getOrDefault(localName, List.of());
    }
}
