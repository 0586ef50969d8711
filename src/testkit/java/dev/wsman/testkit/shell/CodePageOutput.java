package dev.wsman.testkit.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Converts the output of a program, which is UTF-8 on this machine, to a code page. Bytes that are not UTF-8 are passed
 * on unchanged. Characters that the code page does not have become question marks, as on Windows. Not thread-safe.
 */
final class CodePageOutput extends OutputStream {
    private final OutputStream out;
    private final Charset charset;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private ByteBuffer pending = ByteBuffer.allocate(0);

    private CodePageOutput(OutputStream out, Charset charset) {
        this.out = out;
        this.charset = charset;
    }

    static OutputStream of(OutputStream out, Charset charset) {
        return charset.equals(StandardCharsets.UTF_8) ? out : new CodePageOutput(out, charset);
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(pending.remaining() + length)
                .put(pending)
                .put(buffer, from, length)
                .flip();
        convert(bytes, false);
    }

    /** Writes what is left of an incomplete character. Leaves the underlying stream open. */
    @Override
    public void close() throws IOException {
        ByteBuffer rest = pending;
        pending = ByteBuffer.allocate(0);
        convert(rest, true);
        out.flush();
    }

    private void convert(ByteBuffer bytes, boolean last) throws IOException {
        CharBuffer text = CharBuffer.allocate(bytes.remaining() + 1);
        decoder.reset();
        CoderResult result = decoder.decode(bytes, text, last);
        while (result.isError()) {
            emit(text);
            byte[] raw = new byte[result.length()];
            bytes.get(raw);
            out.write(raw);
            decoder.reset();
            result = decoder.decode(bytes, text, last);
        }
        emit(text);
        pending = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    }

    private void emit(CharBuffer text) throws IOException {
        text.flip();
        if (text.hasRemaining()) {
            out.write(text.toString().getBytes(charset));
        }
        text.clear();
    }
}
