package dev.wsman.internal.xml;

import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * The layouts of the elements that a reader has read last, by the names of the elements: the items of a batch may
 * contain more than one element with many children, such as {@code System} and {@code EventData} of an event. Names are
 * compared by identity. Not thread-safe.
 */
final class RecentLayouts {
    static final int ELEMENTS = 4;
    private static final int MOST_LAYOUTS = 20;

    private final @Nullable Entry[] entries = new Entry[ELEMENTS];
    private int next;
    /** The entry that was used last. */
    private @Nullable Entry used;

    /** The layout of the latest element with a name. */
    private static final class Entry {
        private final QName element;
        private @Nullable ChildLayout latest;
        /** How many elements in a row had another layout than the one before. */
        private int changes;

        Entry(QName element, @Nullable ChildLayout latest) {
            this.element = element;
            this.latest = latest;
        }
    }

    /** Returns the layout of the latest element with this name; null if it is not known. */
    @Nullable
    ChildLayout latest(QName element) {
        Entry entry = find(element);
        return entry == null ? SharedLayouts.latest(element) : entry.latest;
    }

    /**
     * Returns the layout of the nodes of an element; null if recent elements with its name rarely had the same layout,
     * so that creating layouts would cost more than it saves.
     *
     * @param first the first node
     */
    @Nullable
    ChildLayout of(QName element, @Nullable QName[] names, int start, int end, @Nullable Object first) {
        Entry entry = find(element);
        if (entry == null) {
            entry = new Entry(element, SharedLayouts.latest(element));
            entries[next] = entry;
            next = (next + 1) % ELEMENTS;
            used = entry;
        }
        if (entry.latest != null && entry.latest.isOf(names, start, end, first)) {
            entry.changes = 0;
            return entry.latest;
        }
        if (++entry.changes > MOST_LAYOUTS) {
            return null;
        }
        entry.latest = ChildLayout.of(names, start, end, first);
        SharedLayouts.keep(element, entry.latest);
        return entry.latest;
    }

    private @Nullable Entry find(QName element) {
        if (used != null && used.element == element) {
            return used;
        }
        for (Entry entry : entries) {
            if (entry != null && entry.element == element) {
                used = entry;
                return entry;
            }
        }
        return null;
    }
}
