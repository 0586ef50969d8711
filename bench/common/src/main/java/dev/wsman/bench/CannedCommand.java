package dev.wsman.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;

/** A command on the canned shell server: what it prints, and what it does with its input. */
class CannedCommand {
    /** The bytes of a Stream element: a multiple of three, so that its base64 has no padding. */
    private static final int PIECE = 32_766;

    /** Lines of 62 letters and CRLF. */
    private static final byte[] LETTERS = letters();

    private static final byte[] LETTERS_BASE64 = Base64.getEncoder().encode(LETTERS);

    private final InputStream stdout;
    private final byte[] buffer = new byte[PIECE];

    CannedCommand(InputStream stdout) {
        this.stdout = stdout;
    }

    static CannedCommand of(String line) {
        String[] words = line.trim().split(" ");
        if (line.contains("EncodedCommand")) {
            return CannedTransfer.of(words[words.length - 1]);
        }
        return switch (words[0]) {
            case "print" -> new Printing(Long.parseLong(words[1]));
            case "wait" -> new Waiting(Long.parseLong(words[1]));
            default ->
                new CannedCommand(new ByteArrayInputStream(
                        line.equals(ShellCommands.SHORT)
                                ? ShellCommands.SHORT_OUTPUT.getBytes(US_ASCII)
                                : new byte[0]));
        };
    }

    private static byte[] letters() {
        byte[] letters = new byte[PIECE];
        Arrays.fill(letters, (byte) 'x');
        for (int i = 62; i + 1 < letters.length; i += 64) {
            letters[i] = '\r';
            letters[i + 1] = '\n';
        }
        return letters;
    }

    /** Takes input. */
    void input(String base64, boolean end) throws IOException {
        throw new IOException("this command reads no input");
    }

    /**
     * Adds output to a reply: as many Stream elements as fit into a number of characters.
     *
     * @return whether the command has ended
     */
    boolean output(ByteArrayOutputStream body, String id, int room) throws IOException, InterruptedException {
        byte[] start = start(id);
        int left = room;
        int whole = start.length + PIECE / 3 * 4;
        while (left >= whole) {
            int count = stdout.readNBytes(buffer, 0, PIECE);
            if (count > 0) {
                body.writeBytes(start);
                body.writeBytes(Base64.getEncoder().encode(count == PIECE ? buffer : Arrays.copyOf(buffer, count)));
                body.writeBytes(STREAM_END);
            }
            if (count < PIECE) {
                return true;
            }
            left -= whole;
        }
        return false;
    }

    private static final byte[] STREAM_END = "</rsp:Stream>".getBytes(US_ASCII);

    private static byte[] start(String id) {
        return ("<rsp:Stream Name=\"stdout\" CommandId=\"" + id + "\">").getBytes(US_ASCII);
    }

    /** Prints from prepared base64, so that the server costs as little as possible. */
    private static final class Printing extends CannedCommand {
        private long bytes;

        Printing(long bytes) {
            super(InputStream.nullInputStream());
            this.bytes = bytes;
        }

        @Override
        boolean output(ByteArrayOutputStream body, String id, int room) {
            byte[] start = start(id);
            int left = room;
            while (bytes > 0 && left >= start.length + LETTERS_BASE64.length) {
                body.writeBytes(start);
                int count = (int) Math.min(bytes, PIECE);
                body.writeBytes(
                        count == PIECE ? LETTERS_BASE64 : Base64.getEncoder().encode(Arrays.copyOf(LETTERS, count)));
                body.writeBytes(STREAM_END);
                bytes -= count;
                left -= start.length + LETTERS_BASE64.length;
            }
            return bytes == 0;
        }
    }

    private static final class Waiting extends CannedCommand {
        private final long millis;

        Waiting(long millis) {
            super(InputStream.nullInputStream());
            this.millis = millis;
        }

        @Override
        boolean output(ByteArrayOutputStream body, String id, int room) throws InterruptedException {
            Thread.sleep(millis);
            return true;
        }
    }
}
