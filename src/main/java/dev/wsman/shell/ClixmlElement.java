package dev.wsman.shell;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A message that is not a plain string: an object, of which only its {@code ToString} is shown, or one that is hidden.
 * An object of a visible stream without that, and one that is too large to be kept, is passed on as XML. Not
 * thread-safe.
 */
final class ClixmlElement {
    /** In bytes. */
    static final int MOST_KEPT = 64 * 1024;

    private static final String START = "<ToString>";
    private static final String END = "</ToString>";

    private final ByteArrayOutputStream out;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final ClixmlStream stream;
    private final boolean isMessage;
    private int depth;
    private boolean tooLarge;

    ClixmlElement(ByteArrayOutputStream out, ClixmlTag start) {
        this.out = out;
        this.stream = start.stream();
        this.isMessage = start.isMessage();
        accept(start);
    }

    void accept(byte b) {
        kept.write(b);
        if (kept.size() > MOST_KEPT) {
            tooLarge = true;
            if (stream != ClixmlStream.HIDDEN) {
                out.writeBytes(kept.toByteArray());
            }
            kept.reset();
        }
    }

    /** Adds a tag; the element is complete if its depth is 0 then. */
    void accept(ClixmlTag tag) {
        for (byte b : tag.bytes()) {
            accept(b);
        }
        depth += tag.nesting();
    }

    boolean isComplete() {
        return depth == 0;
    }

    /** Writes what a console shows of the complete element. */
    void write() {
        byte[] bytes = kept.toByteArray();
        String xml = new String(bytes, StandardCharsets.ISO_8859_1);
        int start = xml.indexOf(START);
        int end = xml.indexOf(END, Math.max(start, 0));
        if (stream == ClixmlStream.HIDDEN) {
            return;
        }
        if (!isMessage || tooLarge || start < 0 || end < 0) {
            out.writeBytes(bytes);
            return;
        }
        String text = ClixmlText.decode(Arrays.copyOfRange(bytes, start + START.length(), end));
        out.writeBytes((stream.label() + text + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Writes what is kept of an element whose end is missing. */
    void writeIncomplete() {
        if (stream != ClixmlStream.HIDDEN || !tooLarge) {
            out.writeBytes(kept.toByteArray());
        }
    }
}
