package dev.wsman.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plays the scripts with which wsman-session transfers a file: {@code upload.ps1} and {@code download.ps1}, whose heads
 * describe the messages. What arrives is compared with its hash, and not kept.
 */
final class CannedTransfer {
    private static final Pattern NAME = Pattern.compile("\\$name='[^']*\\\\(\\d+)\\.bin'");
    private static final int CHUNK = 65_536;
    private static final int SIZE = 84;
    private static final int FILE = 70;
    private static final int END = 69;

    private CannedTransfer() {}

    /** Returns the command for an encoded script. */
    static CannedCommand of(String base64) {
        String script = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_16LE);
        Matcher name = NAME.matcher(script);
        if (script.contains("OpenStandardInput")) {
            return new Upload();
        }
        if (!name.find()) {
            throw new IllegalArgumentException(
                    "unknown script: " + script.lines().findFirst().orElse(""));
        }
        return new CannedCommand(download(Integer.parseInt(name.group(1))));
    }

    /** Returns the records of one file with zeros. */
    private static InputStream download(int bytes) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(everyByte());
        head.writeBytes(littleEndian(12).putInt(SIZE).putLong(bytes).array());
        head.writeBytes(littleEndian(8).putInt(FILE).putInt(0).array());
        MessageDigest digest = sha256();
        byte[] chunk = littleEndian(4 + CHUNK).putInt(CHUNK).array();
        List<InputStream> parts = new ArrayList<>(List.of(new ByteArrayInputStream(head.toByteArray())));
        for (int left = bytes; left > 0; left -= CHUNK) {
            int size = Math.min(left, CHUNK);
            byte[] part =
                    size == CHUNK ? chunk : littleEndian(4 + size).putInt(size).array();
            digest.update(part, 4, size);
            parts.add(new ByteArrayInputStream(part));
        }
        byte[] end = littleEndian(4 + 32 + 4)
                .putInt(0)
                .put(digest.digest())
                .putInt(END)
                .array();
        parts.add(new ByteArrayInputStream(end));
        return new SequenceInputStream(Collections.enumeration(parts));
    }

    private static byte[] everyByte() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return all;
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads the records on a thread of its own, and prints the hash of the hashes. */
    private static final class Upload extends CannedCommand {
        private final PipedOutputStream sent = new PipedOutputStream();
        private final CompletableFuture<String> report = new CompletableFuture<>();

        Upload() {
            super(InputStream.nullInputStream());
            try {
                PipedInputStream stdin = new PipedInputStream(sent, 1 << 20);
                Thread thread = new Thread(() -> read(new DataInputStream(stdin)), "canned-upload");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        void input(String base64, boolean end) throws IOException {
            sent.write(Base64.getMimeDecoder().decode(base64));
            sent.flush();
            if (end) {
                sent.close();
            }
        }

        private void read(DataInputStream in) {
            try (in) {
                MessageDigest all = sha256();
                in.readNBytes(256);
                for (int kind = number(in); kind == FILE; kind = number(in)) {
                    in.readNBytes(number(in));
                    all.update(file(in));
                }
                report.complete(
                        "OK " + HexFormat.ofDelimiter("-").withUpperCase().formatHex(all.digest()) + "\n");
            } catch (IOException e) {
                report.completeExceptionally(e);
            }
        }

        private static byte[] file(DataInputStream in) throws IOException {
            MessageDigest digest = sha256();
            for (int size = number(in); size > 0; size = number(in)) {
                digest.update(in.readNBytes(size));
            }
            byte[] hash = digest.digest();
            if (!MessageDigest.isEqual(hash, in.readNBytes(32))) {
                throw new IOException("the file arrived with another hash");
            }
            return hash;
        }

        private static int number(DataInputStream in) throws IOException {
            return Integer.reverseBytes(in.readInt());
        }

        @Override
        boolean output(ByteArrayOutputStream body, String id, int room) throws IOException, InterruptedException {
            try {
                byte[] text = report.get().getBytes(US_ASCII);
                return new CannedCommand(new ByteArrayInputStream(text)).output(body, id, room);
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            }
        }
    }
}
