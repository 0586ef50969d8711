package dev.wsman.internal.xml;

import java.util.Arrays;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * The names of an element's child elements in their order, where nothing else is between them: shared by all elements of a batch
 * that have the same, so that a child is found without a search. Safe for any number of threads.
 */
final class Layout {
    /** From here on a search is slower than a look-up. */
    static final int LEAST = 8;

    static final int NONE = -1;
    /** Children of that local name are in several namespaces. */
    static final int UNSURE = -2;

    private final QName[] names;
    private @Nullable Index index;

    private Layout(QName[] names) {
        this.names = names;
    }

    /** The layout of nodes with these names, of which null is that of no element; null where there is such a node. */
    static @Nullable Layout of(@Nullable QName[] all, int start, int end) {
        for (int i = start; i < end; i++) {
            if (all[i] == null) {
                return null;
            }
        }
        return new Layout(Arrays.copyOfRange(all, start, end));
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

    /** Local names in a table of open addressing, half of it free. */
    private static final class Index {
        private final String[] keys;
        private final int[] places;

        Index(QName[] names) {
            int size = Integer.highestOneBit(names.length) * 4;
            keys = new String[size];
            places = new int[size];
            for (int i = 0; i < names.length; i++) {
                add(names, i);
            }
        }

        private void add(QName[] names, int at) {
            String name = names[at].getLocalPart();
            int slot = slot(name);
            if (keys[slot] == null) {
                keys[slot] = name;
                places[slot] = at;
            } else if (places[slot] >= 0
                    && !names[places[slot]].getNamespaceURI().equals(names[at].getNamespaceURI())) {
                places[slot] = UNSURE;
            }
        }

        /** Where the name is, or would be. */
        private int slot(String name) {
            int slot = name.hashCode() & keys.length - 1;
            while (keys[slot] != null && !keys[slot].equals(name)) {
                slot = slot + 1 & keys.length - 1;
            }
            return slot;
        }

        int first(String name) {
            int slot = slot(name);
            return keys[slot] == null ? NONE : places[slot];
        }
    }
}
