package dev.wsman.internal.xml;

import com.ctc.wstx.util.DefaultXmlSymbolTable;
import com.ctc.wstx.util.SymbolTable;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The names that one Woodstox reader has read. Woodstox's own table uses {@link String#hashCode}, for which a server
 * can choose colliding names: 39,000 of them take seconds. This table multiplies with a random number instead. Each
 * reader has its own table. Not thread-safe.
 */
final class NameTable extends SymbolTable {
    /**
     * The document has more than {@link XmlFactories#MOST_NAMES} names. {@link NameLimitReader} converts it to an
     * XMLStreamException.
     */
    static final class TooManyNames extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyNames() {
            super("more than " + XmlFactories.MOST_NAMES + " names of elements and attributes", null, false, false);
        }
    }

    private static final int FIRST_SIZE = 64;

    private final int multiplier = ThreadLocalRandom.current().nextInt() << 3 | 5;
    /** The length is a power of two, and at most half of the slots are used; an unused slot is null. */
    private String[] slots = new String[FIRST_SIZE];

    private int size;

    NameTable() {
        super(true, 1);
        // Woodstox compares these two names by identity.
        add(DefaultXmlSymbolTable.getXmlSymbol());
        add(DefaultXmlSymbolTable.getXmlnsSymbol());
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean isDirty() {
        return false;
    }

    @Override
    public String findSymbol(char[] buffer, int start, int length, int ignoredHash) {
        if (length < 1) {
            return "";
        }
        String known = findSymbolIfExists(buffer, start, length, ignoredHash);
        return known == null ? add(new String(buffer, start, length)) : known;
    }

    @Override
    @SuppressWarnings("NullAway") // Woodstox's method returns null if the table does not have the name
    public String findSymbolIfExists(char[] buffer, int start, int length, int ignoredHash) {
        int hash = 0;
        for (int i = start; i < start + length; i++) {
            hash = hash * multiplier + buffer[i];
        }
        for (int slot = slot(hash); slots[slot] != null; slot = slot + 1 & slots.length - 1) {
            if (isSame(slots[slot], buffer, start, length)) {
                return slots[slot];
            }
        }
        return null;
    }

    @Override
    public String findSymbol(String name) {
        return findSymbol(name.toCharArray(), 0, name.length(), 0);
    }

    private static boolean isSame(String name, char[] buffer, int start, int length) {
        if (name.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (name.charAt(i) != buffer[start + i]) {
                return false;
            }
        }
        return true;
    }

    private String add(String name) {
        if (size == XmlFactories.MOST_NAMES) {
            throw new TooManyNames();
        }
        if (2 * size >= slots.length) {
            grow();
        }
        insert(name);
        size++;
        return name;
    }

    private void insert(String name) {
        int hash = 0;
        for (int i = 0; i < name.length(); i++) {
            hash = hash * multiplier + name.charAt(i);
        }
        int slot = slot(hash);
        while (slots[slot] != null) {
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = name;
    }

    private void grow() {
        String[] before = slots;
        slots = new String[before.length * 2];
        for (String name : before) {
            if (name != null) {
                insert(name);
            }
        }
    }

    /**
     * Returns the first slot for a hash. Mixes in the high bits, because the low bits of a product depend only on the
     * low bits of its factors.
     */
    private int slot(int hash) {
        return (hash ^ hash >>> 15 ^ hash >>> 7) & slots.length - 1;
    }
}
