package dev.wsman.shell;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the standard error of {@code powershell.exe -EncodedCommand}, as it arrives, into the text that a console
 * would show. PowerShell writes the line {@code #< CLIXML} and documents {@code <Objs>} whose elements are the messages
 * of its streams.
 *
 * <p>The text of programs is kept. It may be anywhere: before the header, between documents, and inside of one, because
 * PowerShell buffers its documents and programs write to the same stream. Therefore this is not an XML parser: what is
 * not CLIXML passes as it is, nothing ends decoding, and no entity is read except those for single characters. A
 * message whose end is missing ends where the next one starts. Memory is bounded: a string is passed on at once, and
 * at most 64 KiB of other messages are kept.
 *
 * <p>Input and output are UTF-8. Not thread-safe.
 */
final class ClixmlDecoder {
    private static final byte[] HEADER = "#< CLIXML".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DOCUMENT = "<Objs".getBytes(StandardCharsets.US_ASCII);
    /** In bytes. */
    private static final int LONGEST_TAG = 4096;
    /** In bytes, of white space between elements. */
    private static final int MOST_BLANKS = 256;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    /** What may become a header or a tag. */
    private final byte[] pending = new byte[LONGEST_TAG];
    /** White space of a document, which is dropped if a tag follows. */
    private final ByteArrayOutputStream blanks = new ByteArrayOutputStream();

    private final ClixmlText string = new ClixmlText(out);
    private int pendingLength;
    private boolean headerSeen;
    private int documents;
    /** Whether the text of a program stands between the elements of a document. */
    private boolean foreignText;
    /** The stream of the string that is open. */
    private @Nullable ClixmlStream stringStream;

    private @Nullable ClixmlElement element;

    /** Decodes the next part and returns the text that is certain by now. */
    byte[] accept(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            step(bytes[i]);
        }
        return drained();
    }

    /** Ends the stream and returns the rest of the text. What is incomplete is returned as it is. */
    byte[] end() {
        byte[] incomplete = drainedPending();
        for (byte b : incomplete) {
            content(b);
        }
        if (element != null) {
            element.writeIncomplete();
            element = null;
        }
        endString();
        return drained();
    }

    private byte[] drained() {
        byte[] text = out.toByteArray();
        out.reset();
        return text;
    }

    private byte[] drainedPending() {
        byte[] bytes = Arrays.copyOf(pending, pendingLength);
        pendingLength = 0;
        return bytes;
    }

    private void step(byte b) {
        if (pendingLength == 0) {
            if (b == '#' && stringStream == null && element == null || b == '<' && (headerSeen || documents > 0)) {
                pending[pendingLength++] = b;
            } else {
                content(b);
            }
            return;
        }
        if (pending[0] == '#') {
            header(b);
        } else {
            tag(b);
        }
    }

    private void header(byte b) {
        int length = pendingLength;
        if (length < HEADER.length ? b == HEADER[length] : b == '\r' && length == HEADER.length) {
            pending[pendingLength++] = b;
        } else if (length >= HEADER.length && b == '\n') {
            pendingLength = 0;
            headerSeen = true;
        } else {
            replay(b);
        }
    }

    private void tag(byte b) {
        int length = pendingLength;
        if (b == '<' || length == LONGEST_TAG || documents == 0 && !mayOpenDocument(b, length)) {
            replay(b);
            return;
        }
        pending[pendingLength++] = b;
        if (b == '>') {
            tag(ClixmlTag.of(drainedPending()));
        }
    }

    private static boolean mayOpenDocument(byte b, int length) {
        if (length < DOCUMENT.length) {
            return b == DOCUMENT[length];
        }
        return length > DOCUMENT.length || b == ' ' || b == '>' || b == '\t' || b == '\r' || b == '\n';
    }

    /** Passes on what was not a header or a tag; the rest of it may contain the beginning of one. */
    private void replay(byte b) {
        byte[] bytes = drainedPending();
        content(bytes[0]);
        for (int i = 1; i < bytes.length; i++) {
            step(bytes[i]);
        }
        step(b);
    }

    private void content(byte b) {
        if (element != null) {
            element.accept(b);
        } else if (stringStream != null) {
            string.accept(b);
        } else if (documents > 0 && !foreignText && isBlank(b) && blanks.size() < MOST_BLANKS) {
            blanks.write(b);
        } else {
            foreign(b);
        }
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    private void foreign(byte... text) {
        foreignText = true;
        out.writeBytes(blanks.toByteArray());
        blanks.reset();
        out.writeBytes(text);
    }

    private void tag(ClixmlTag tag) {
        boolean betweenMessages = tag.isMessage() || tag.closes("Objs") || tag.starts("Objs");
        if (element != null && betweenMessages) {
            element.writeIncomplete();
            element = null;
        }
        if (element != null) {
            inElement(tag);
        } else if (stringStream != null && !betweenMessages && !tag.closes("S")) {
            for (byte b : tag.bytes()) {
                string.accept(b);
            }
        } else if (stringStream != null && tag.closes("S")) {
            endString();
        } else {
            endString();
            inDocument(tag);
        }
    }

    private void inElement(ClixmlTag tag) {
        ClixmlElement open = element;
        if (open == null) {
            return;
        }
        open.accept(tag);
        if (open.isComplete()) {
            open.write();
            element = null;
        }
    }

    private void inDocument(ClixmlTag tag) {
        if (tag.starts("Objs") || tag.closes("Objs") && documents > 0) {
            documents += tag.nesting();
            endForeignText();
        } else if (tag.isMessage() && documents > 0) {
            endForeignText();
            message(tag);
        } else if (tag.isStart() && !tag.isEnd() && documents > 0) {
            endForeignText();
            element = new ClixmlElement(out, tag);
        } else {
            foreign(tag.bytes());
        }
    }

    private void endForeignText() {
        blanks.reset();
        foreignText = false;
    }

    private void message(ClixmlTag tag) {
        if (tag.name().equals("S") && tag.stream() != ClixmlStream.HIDDEN) {
            stringStream = tag.stream();
            out.writeBytes(tag.stream().label().getBytes(StandardCharsets.US_ASCII));
            if (tag.isEnd()) {
                endString();
            }
        } else if (!tag.isEnd()) {
            element = new ClixmlElement(out, tag);
        }
    }

    private void endString() {
        if (stringStream != null) {
            string.end();
            out.writeBytes(stringStream.lineBreak().getBytes(StandardCharsets.US_ASCII));
            stringStream = null;
        }
    }
}
