package dev.wsman.internal.xml;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * The names of an element's nodes in their order, with null for each node that is not an element, such as the white
 * space of an indented document. All elements of a batch with the same names share one layout, so that a child is found
 * without a search. Thread-safe.
 */
final class ChildLayout {
    /** The number of nodes from which a look-up is faster than a search. */
    static final int MIN_CHILDREN = 8;

    /** In characters. Deeper indentation is not expected. */
    private static final int DEEPEST_INDENTATION = 64;

    static final int NONE = -1;
    /** Children with that local name are in several namespaces. */
    static final int AMBIGUOUS = -2;

    private final @Nullable QName[] names;
    private final @Nullable String indentation;
    private final boolean onlyElements;
    private @Nullable Index index;
    private @Nullable ExpectedTags tags;
    private boolean repeated;

    private ChildLayout(@Nullable QName[] names, @Nullable String indentation) {
        this.names = names;
        this.indentation = indentation;
        this.onlyElements = Arrays.stream(names).allMatch(Objects::nonNull);
    }

    /**
     * Returns the layout of nodes with these names.
     *
     * @param first the first node
     */
    static ChildLayout of(@Nullable QName[] all, int start, int end, @Nullable Object first) {
        return new ChildLayout(Arrays.copyOfRange(all, start, end), indentation(first));
    }

    /** Returns a node if it is a line break and a few spaces, which then precede each child. */
    private static @Nullable String indentation(@Nullable Object node) {
        if (!(node instanceof String text) || text.length() > DEEPEST_INDENTATION || text.charAt(0) != '\n') {
            return null;
        }
        return text.isBlank() && text.lastIndexOf('\n') == 0 ? text : null;
    }

    /**
     * Returns whether this is the layout of nodes with these names and indentation. Compares names by identity, because
     * readers share equal names.
     */
    boolean isOf(@Nullable QName[] all, int start, int end, @Nullable Object first) {
        if (end - start != names.length || first != indentation && !Objects.equals(indentation, indentation(first))) {
            return false;
        }
        for (int i = 0; i < names.length; i++) {
            if (all[start + i] != names[i]) {
                return false;
            }
        }
        repeated = true;
        return true;
    }

    boolean hasShortNames() {
        return Arrays.stream(names).allMatch(name -> name == null || SharedNames.isShort(name));
    }

    boolean hasOnlyElements() {
        return onlyElements;
    }

    int size() {
        return names.length;
    }

    /** Returns the name of the node at a position; null if it is not an element, or there is none. */
    @Nullable
    QName name(int position) {
        return position < names.length ? names[position] : null;
    }

    /**
     * Returns whether more than one element had this layout. Only then it pays to expect it: elements whose children
     * vary would get new {@link #tags} each.
     */
    boolean isRepeated() {
        return repeated;
    }

    /** Returns the white space that is expected before each child; null if there is none. */
    @Nullable
    String indentation() {
        return indentation;
    }

    ExpectedTags tags() {
        ExpectedTags known = tags;
        if (known == null) {
            // Concurrent threads create equal ones.
            known = new ExpectedTags(names, indentation);
            tags = known;
        }
        return known;
    }

    /** Returns the position of the first child with that name, {@link #NONE}, or {@link #AMBIGUOUS}. */
    int first(String namespace, String localName) {
        Index known = index;
        if (known == null) {
            // Concurrent threads create equal indexes.
            known = new Index(names);
            index = known;
        }
        int found = known.first(localName);
        return found >= 0 && !names[found].getNamespaceURI().equals(namespace) ? NONE : found;
    }

    /**
     * A hash table of local names with open addressing, at most half full. Names with the same hash as many others, as
     * a hostile server may choose them, are kept in a map, which orders them.
     */
    private static final class Index {
        /** The maximum number of slots in which a name is searched. */
        private static final int MOST_PROBES = 32;

        private final @Nullable QName[] names;
        private final String[] keys;
        private final int[] positions;
        private final Map<String, Integer> overflow = new HashMap<>();

        Index(@Nullable QName[] names) {
            int size = Integer.highestOneBit(names.length) * 4;
            this.names = names;
            keys = new String[size];
            positions = new int[size];
            for (int i = 0; i < names.length; i++) {
                if (names[i] != null) {
                    add(i, names[i].getLocalPart());
                }
            }
        }

        private void add(int at, String name) {
            int slot = slot(name);
            if (slot < 0) {
                overflow.merge(name, at, this::first);
            } else if (keys[slot] == null) {
                keys[slot] = name;
                positions[slot] = at;
            } else {
                positions[slot] = first(positions[slot], at);
            }
        }

        private int first(int before, int at) {
            return before >= 0 && names[before].getNamespaceURI().equals(names[at].getNamespaceURI())
                    ? before
                    : AMBIGUOUS;
        }

        /** Returns the slot of the name, or a free one for it; -1 if the name belongs in the map. */
        private int slot(String name) {
            int slot = name.hashCode() & keys.length - 1;
            for (int probes = 0; probes < MOST_PROBES; probes++) {
                if (keys[slot] == null || keys[slot].equals(name)) {
                    return slot;
                }
                slot = slot + 1 & keys.length - 1;
            }
            return -1;
        }

        int first(String name) {
            int slot = slot(name);
            if (slot < 0) {
                return overflow.getOrDefault(name, NONE);
            }
            return keys[slot] == null ? NONE : positions[slot];
        }
    }
}
