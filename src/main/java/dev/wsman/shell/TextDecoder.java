package dev.wsman.shell;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;

/**
 * Decodes output. Bytes that are not valid become U+FFFD, and a byte order mark at the beginning is dropped: a console
 * of Windows Server 2008 R2 prints one before UTF-8.
 */
final class TextDecoder {
    static final char BYTE_ORDER_MARK = '\ufeff';

    private TextDecoder() {}

    /** Decodes the whole output of a stream. */
    static String decode(byte[] bytes, Charset charset) {
        String text = new String(bytes, charset);
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    /** Returns a reader of a stream, whose parts may end inside of characters. */
    static BufferedReader reader(InputStream stream, Charset charset) {
        return new BufferedReader(new MarkSkippingReader(new InputStreamReader(stream, charset)));
    }
}
