package dev.wsman.internal.xml;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * The names of an element's child elements in their order, where nothing else is between them: shared by all elements of a batch
 * that have the same, so that a child is found without a search. Safe for any number of threads.
 */
final class ChildLayout {
    /** From here on a search is slower than a look-up. */
    static final int LEAST = 8;

    static final int NONE = -1;
    /** Children of that local name are in several namespaces. */
    static final int UNSURE = -2;

    private final QName[] names;
    private @Nullable Index index;

    private ChildLayout(QName[] names) {
        this.names = names;
    }

    /** The layout of nodes with these names, of which null is that of no element; null where there is such a node. */
    static @Nullable ChildLayout of(@Nullable QName[] all, int start, int end) {
        for (int i = start; i < end; i++) {
            if (all[i] == null) {
                return null;
            }
        }
        return new ChildLayout(Arrays.copyOfRange(all, start, end));
    }

    /** Whether it is that of nodes with these names, which the reader of the batch shares. */
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

    QName name(int place) {
        return names[place];
    }

    /** The name of the child at that place, if there is one. */
    @Nullable
    QName likely(int place) {
        return place < names.length ? names[place] : null;
    }

    /** Where the first child of that name is, {@link #NONE}, or {@link #UNSURE}. */
    int first(String namespace, String localName) {
        Index known = index;
        if (known == null) {
            // Threads that meet here make the same one.
            known = new Index(names);
            index = known;
        }
        int found = known.first(localName);
        return found >= 0 && !names[found].getNamespaceURI().equals(namespace) ? NONE : found;
    }

    /**
     * Local names in a table of open addressing, half of it free. Names that a server chose so that many share a hash
     * go into a map, which orders them.
     */
    private static final class Index {
        /** In how many slots a name may be looked for. */
        private static final int MOST_PROBES = 32;

        private final QName[] names;
        private final String[] keys;
        private final int[] places;
        private final Map<String, Integer> crowded = new HashMap<>();

        Index(QName[] names) {
            int size = Integer.highestOneBit(names.length) * 4;
            this.names = names;
            keys = new String[size];
            places = new int[size];
            for (int i = 0; i < names.length; i++) {
                add(i);
            }
        }

        private void add(int at) {
            String name = names[at].getLocalPart();
            int slot = slot(name);
            if (slot < 0) {
                crowded.merge(name, at, this::first);
            } else if (keys[slot] == null) {
                keys[slot] = name;
                places[slot] = at;
            } else {
                places[slot] = first(places[slot], at);
            }
        }

        private int first(int before, int at) {
            return before >= 0 && names[before].getNamespaceURI().equals(names[at].getNamespaceURI()) ? before : UNSURE;
        }

        /** Where the name is, or would be; -1 if it would be in the map. */
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
                return crowded.getOrDefault(name, NONE);
            }
            return keys[slot] == null ? NONE : places[slot];
        }
    }
}
