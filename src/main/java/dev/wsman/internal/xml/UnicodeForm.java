package dev.wsman.internal.xml;

import java.nio.charset.Charset;

/**
 * How octets stand for the characters of a text, as its beginning shows: by a byte order mark, or by the zeros beside a first
 * character that is of ASCII, as that of any XML document is (XML 1.0 appendix F).
 */
public enum UnicodeForm {
    UTF_32BE(4, 3),
    // Before UTF-16LE, with whose mark its own begins.
    UTF_32LE(4, 0),
    UTF_16BE(2, 1),
    UTF_16LE(2, 0),
    /** Or anything else that has the characters of ASCII where ASCII has them. */
    UTF_8(1, 0);

    private static final char MARK = '\ufeff';

    private final int width;
    private final int low;
    private final Charset charset;
    private final byte[] mark;

    UnicodeForm(int width, int low) {
        this.width = width;
        this.low = low;
        this.charset = Charset.forName(name().replace('_', '-'));
        this.mark = String.valueOf(MARK).getBytes(charset);
    }

    /** The form in which the text begins. */
    public static UnicodeForm of(byte[] octets) {
        for (UnicodeForm form : values()) {
            if (form.isMark(octets, 0) || form.ascii(octets, 0) > 0) {
                return form;
            }
        }
        return UTF_8;
    }

    public Charset charset() {
        return charset;
    }

    private boolean isMark(byte[] octets, int at) {
        if (octets.length - at < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if (octets[at + i] != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /** How many octets of white space and byte order marks the text begins with. */
    public int blanks(byte[] octets) {
        int at = 0;
        while (true) {
            if (isMark(octets, at)) {
                at += mark.length;
            } else if (" \t\r\n".indexOf(ascii(octets, at)) >= 0) {
                at += width;
            } else {
                return at;
            }
        }
    }

    /** Whether a byte order mark is among the first {@code blanks} octets. */
    public boolean hasMark(byte[] octets, int blanks) {
        for (int at = 0; at < blanks; at += width) {
            if (isMark(octets, at)) {
                return true;
            }
        }
        return false;
    }

    /** The character of ASCII that is there; -1 where none is. */
    private int ascii(byte[] octets, int at) {
        if (octets.length - at < width) {
            return -1;
        }
        for (int i = 0; i < width; i++) {
            if (i != low && octets[at + i] != 0) {
                return -1;
            }
        }
        return octets[at + low];
    }
}
