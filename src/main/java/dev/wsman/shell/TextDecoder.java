package dev.wsman.shell;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * Decodes a stream whose parts end anywhere, also inside of characters. Bytes that are not valid become U+FFFD, and a
 * byte order mark at the beginning is dropped: a console of Windows Server 2008 R2 prints one before UTF-8. Not
 * thread-safe.
 */
final class TextDecoder {
    static final char BYTE_ORDER_MARK = '\ufeff';

    private final CharsetDecoder decoder;
    private final StringBuilder text = new StringBuilder();
    private final CharBuffer chars = CharBuffer.allocate(8192);
    /** The beginning of a character whose rest has not arrived. */
    private ByteBuffer rest = ByteBuffer.allocate(0);

    private boolean begun;

    TextDecoder(Charset charset) {
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
    }

    /** Decodes the next part and keeps its text. */
    void accept(byte[] bytes) {
        ByteBuffer part = ByteBuffer.wrap(bytes);
        if (rest.hasRemaining()) {
            part = ByteBuffer.allocate(rest.remaining() + bytes.length)
                    .put(rest)
                    .put(bytes)
                    .flip();
        }
        decode(part, false);
        rest = ByteBuffer.wrap(new byte[part.remaining()]).put(part).flip();
    }

    /** Returns the whole text. An incomplete character at the end becomes U+FFFD. Nothing may be added afterwards. */
    String end() {
        decode(rest, true);
        CoderResult result;
        do {
            result = decoder.flush(chars);
            drain();
        } while (result.isOverflow());
        return text.toString();
    }

    private void decode(ByteBuffer bytes, boolean last) {
        CoderResult result;
        do {
            result = decoder.decode(bytes, chars, last);
            drain();
        } while (result.isOverflow());
    }

    private void drain() {
        chars.flip();
        if (!begun && chars.hasRemaining()) {
            begun = true;
            if (chars.get(0) == BYTE_ORDER_MARK) {
                chars.get();
            }
        }
        text.append(chars);
        chars.clear();
    }
}
