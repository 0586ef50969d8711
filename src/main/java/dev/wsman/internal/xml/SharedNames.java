package dev.wsman.internal.xml;

import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * The names of elements and attributes that all readers share. The replies of a host repeat a few dozen names, and a
 * {@link ChildLayout} is recognised by the identity of its names. With a table for each reader, the table and its names
 * were a tenth of what a Get allocated. Thread-safe.
 *
 * <p>The table is bounded: a name that finds no free slot replaces another one, and long names are not kept. Threads
 * access it without a lock. A name is immutable, so that a thread sees either a complete name or none; if two threads
 * add equal names, one of the two objects is lost, which costs only memory.
 */
final class SharedNames {
    /** The number of slots; a power of two. */
    static final int SLOTS = 2048;
    /** The number of slots in which a name is searched before it replaces another one. */
    private static final int PROBES = 8;
    /** In characters. A server that sends long names must not fill the memory with them. */
    static final int LONGEST = 256;

    private static final @Nullable QName[] KNOWN = new QName[SLOTS];

    private SharedNames() {}

    /** Returns a name: usually the same object for equal names. */
    static QName of(String uri, String local, String prefix) {
        int hash = local.hashCode() * 31 + prefix.hashCode();
        int slot = hash & SLOTS - 1;
        for (int i = 0; i < PROBES; i++) {
            int probe = slot + i & SLOTS - 1;
            QName known = KNOWN[probe];
            if (known == null) {
                return keep(new QName(uri, local, prefix), probe);
            }
            if (is(known, prefix, uri, local)) {
                return known;
            }
        }
        return keep(new QName(uri, local, prefix), slot);
    }

    private static QName keep(QName name, int slot) {
        if (isShort(name)) {
            KNOWN[slot] = name;
        }
        return name;
    }

    /** Returns whether a name is short enough to be kept. */
    static boolean isShort(QName name) {
        return name.getLocalPart().length()
                        + name.getNamespaceURI().length()
                        + name.getPrefix().length()
                <= LONGEST;
    }

    /** Returns whether a name has these parts; an absent prefix or namespace is null or empty. */
    static boolean is(QName name, @Nullable String prefix, @Nullable String uri, String local) {
        return name.getLocalPart().equals(local)
                && name.getNamespaceURI().equals(uri == null ? "" : uri)
                && name.getPrefix().equals(prefix == null ? "" : prefix);
    }
}
