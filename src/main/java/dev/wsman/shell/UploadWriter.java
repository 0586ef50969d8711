package dev.wsman.shell;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;

/** Writes a file or directory as {@code upload.ps1} reads it. */
final class UploadWriter {
    static final int DIRECTORY = 68;
    static final int FILE = 70;
    static final int END = 69;
    /** In bytes. */
    private static final int BLOCK = 64 * 1024;

    private final ChunkQueue queue;
    private final OutputStream out;
    private final MessageDigest digest = TransferDigest.sha256();
    private final MessageDigest all = TransferDigest.sha256();
    private final byte[] block = new byte[BLOCK];

    UploadWriter(ChunkQueue queue, boolean text) {
        this.queue = queue;
        this.out = text ? Base64.getEncoder().wrap(queue) : queue;
    }

    /** Writes everything and ends the queue. Returns the SHA-256 of the SHA-256 of all files. */
    byte[] write(Path top) throws IOException {
        out.write(TransferDigest.allBytes());
        for (LocalTree tree = new LocalTree(top); tree.hasNext(); ) {
            LocalTree.Entry entry = tree.next();
            switch (entry.type()) {
                case DIRECTORY -> head(DIRECTORY, entry.name());
                case FILE -> file(entry);
                case LINK -> {
                    // the caller has reported it to the listener
                }
            }
        }
        number(END);
        out.close();
        return all.digest();
    }

    private void head(int kind, String name) throws IOException {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        number(kind);
        number(bytes.length);
        out.write(bytes);
    }

    /** Writes as many bytes as the file had when it was listed: a log that grows is sent up to there. */
    private void file(LocalTree.Entry entry) throws IOException {
        head(FILE, entry.name());
        String name = entry.shown();
        try (InputStream in = open(entry.path())) {
            for (long left = entry.size(); left > 0; ) {
                int count = read(in, entry.path(), (int) Math.min(left, block.length));
                number(count);
                digest.update(block, 0, count);
                out.write(block, 0, count);
                queue.content(name, count);
                left -= count;
            }
        }
        number(0);
        byte[] sum = digest.digest();
        out.write(sum);
        all.update(sum);
    }

    private static InputStream open(Path path) {
        try {
            return Files.newInputStream(path);
        } catch (IOException e) {
            throw FileTransferException.local(path, e);
        }
    }

    private int read(InputStream in, Path path, int length) {
        try {
            int count = in.readNBytes(block, 0, length);
            if (count < length) {
                throw new EOFException("the file became shorter while it was read");
            }
            return count;
        } catch (IOException e) {
            throw FileTransferException.local(path, e);
        }
    }

    private void number(int value) throws IOException {
        out.write(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
    }
}
