package dev.wsman.internal.xml;

import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * The layouts of elements that all readers share, by the names of the elements: each reply of a class has the same
 * children, so that a reader finds their names and their index in place. Thread-safe.
 *
 * <p>Bounded: an element replaces another one that has the same slot, and large layouts and long
 * names are not kept. Threads access
 * the table without a lock, because its entries are immutable.
 */
final class SharedLayouts {
    /** The number of slots; a power of two, more than the classes that a program usually reads. */
    static final int SLOTS = 64;
    /** In children. The largest classes of Windows have about 150 properties. */
    static final int LARGEST = 256;

    private static final @Nullable Entry[] LATEST = new Entry[SLOTS];

    private record Entry(QName element, ChildLayout layout) {}

    private SharedLayouts() {}

    /** Returns the layout that an element with this name had last; null if it is not known. */
    static @Nullable ChildLayout latest(QName element) {
        Entry entry = LATEST[slot(element)];
        return entry != null && entry.element == element ? entry.layout : null;
    }

    static void keep(QName element, ChildLayout layout) {
        if (layout.size() <= LARGEST && SharedNames.isShort(element) && layout.hasShortNames()) {
            LATEST[slot(element)] = new Entry(element, layout);
        }
    }

    private static int slot(QName element) {
        int hash = element.hashCode();
        return (hash ^ hash >>> 15 ^ hash >>> 7) & SLOTS - 1;
    }
}
