package dev.wsman.internal.xml;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * The names of an element's children in their order, if all children are elements. All elements of a batch with the
 * same names share one layout, so that a child is found without a search. Thread-safe.
 */
final class ChildLayout {
    /** The number of children from which a look-up is faster than a search. */
    static final int MIN_CHILDREN = 8;

    static final int NONE = -1;
    /** Children with that local name are in several namespaces. */
    static final int AMBIGUOUS = -2;

    private final QName[] names;
    private @Nullable Index index;
    private @Nullable ExpectedTags tags;

    private ChildLayout(QName[] names) {
        this.names = names;
    }

    /**
     * Returns the layout of nodes with these names. Returns null if one of them is null, which means a node that is
     * not an element.
     */
    static @Nullable ChildLayout of(@Nullable QName[] all, int start, int end) {
        for (int i = start; i < end; i++) {
            if (all[i] == null) {
                return null;
            }
        }
        return new ChildLayout(Arrays.copyOfRange(all, start, end));
    }

    /**
     * Returns whether this is the layout of nodes with these names. Compares by identity, because the reader of a
     * batch shares equal names.
     */
    boolean isOf(@Nullable QName[] all, int start, int end) {
        if (end - start != names.length) {
            return false;
        }
        for (int i = 0; i < names.length; i++) {
            if (all[start + i] != names[i]) {
                return false;
            }
        }
        return true;
    }

    boolean hasShortNames() {
        return Arrays.stream(names).allMatch(SharedNames::isShort);
    }

    int size() {
        return names.length;
    }

    QName name(int position) {
        return names[position];
    }

    /** Returns the name of the child at a position; null if there is none. */
    @Nullable
    QName nameOrNull(int position) {
        return position < names.length ? names[position] : null;
    }

    ExpectedTags tags() {
        ExpectedTags known = tags;
        if (known == null) {
            // Concurrent threads create equal ones.
            known = new ExpectedTags(names);
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

        private final QName[] names;
        private final String[] keys;
        private final int[] positions;
        private final Map<String, Integer> overflow = new HashMap<>();

        Index(QName[] names) {
            int size = Integer.highestOneBit(names.length) * 4;
            this.names = names;
            keys = new String[size];
            positions = new int[size];
            for (int i = 0; i < names.length; i++) {
                add(i);
            }
        }

        private void add(int at) {
            String name = names[at].getLocalPart();
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
