package dev.wsman.internal.xml;

import java.nio.charset.Charset;

/**
 * The Unicode encoding of a text, detected at its beginning: by a byte order mark, or by zeros next to a first ASCII
 * character, with which every XML document begins (XML 1.0 appendix F). For example, {@code 3C 00} is {@code <} in
 * UTF-16LE.
 */
public enum UnicodeForm {
    UTF_32BE(4, 3),
    // Precedes UTF-16LE, whose mark is the beginning of this one's.
    UTF_32LE(4, 0),
    UTF_16BE(2, 1),
    UTF_16LE(2, 0),
    /** UTF-8, or any other encoding that includes ASCII. */
    UTF_8(1, 0);

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final int width;
    private final int lowByte;
    private final Charset charset;
    private final byte[] mark;

    UnicodeForm(int width, int lowByte) {
        this.width = width;
        this.lowByte = lowByte;
        this.charset = Charset.forName(name().replace('_', '-'));
        this.mark = String.valueOf(BYTE_ORDER_MARK).getBytes(charset);
    }

    /** Returns the encoding in which the text begins. */
    public static UnicodeForm of(byte[] bytes) {
        for (UnicodeForm form : values()) {
            if (form.isMark(bytes, 0) || form.ascii(bytes, 0) > 0) {
                return form;
            }
        }
        return UTF_8;
    }

    public Charset charset() {
        return charset;
    }

    private boolean isMark(byte[] bytes, int at) {
        if (bytes.length - at < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if (bytes[at + i] != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /** Returns how many bytes of white space and byte order marks the text begins with. */
    public int blanks(byte[] bytes) {
        int at = 0;
        while (true) {
            if (isMark(bytes, at)) {
                at += mark.length;
            } else if (" \t\r\n".indexOf(ascii(bytes, at)) >= 0) {
                at += width;
            } else {
                return at;
            }
        }
    }

    /** Returns whether the first {@code blanks} bytes contain a byte order mark. */
    public boolean hasMark(byte[] bytes, int blanks) {
        for (int at = 0; at < blanks; at += width) {
            if (isMark(bytes, at)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the ASCII character at a position; -1 if there is none. */
    private int ascii(byte[] bytes, int at) {
        if (bytes.length - at < width) {
            return -1;
        }
        for (int i = 0; i < width; i++) {
            if (i != lowByte && bytes[at + i] != 0) {
                return -1;
            }
        }
        return bytes[at + lowByte];
    }
}
