package dev.wsman.shell;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** Reads a file or directory as {@code download.ps1} writes it. */
final class DownloadReader {
    private static final int DIRECTORY = 68;
    private static final int FILE = 70;
    private static final int LINK = 83;
    private static final int END = 69;
    private static final int TOTAL = 84;
    private static final int FAILURE = -1;
    /** In bytes: of content, and of a text. */
    private static final int LONGEST = 64 * 1024;

    private final InputStream in;
    private final String remote;
    private final LocalStage stage;
    private final TransferListener listener;
    private final MessageDigest digest = TransferDigest.sha256();
    private final byte[] block = new byte[LONGEST];
    private String file = "";
    private long done;
    private long total;

    DownloadReader(InputStream in, String remote, LocalStage stage, TransferListener listener) {
        this.in = in;
        this.remote = remote;
        this.stage = stage;
        this.listener = listener;
    }

    /** Reads everything into the stage. Returns only if everything arrived as it was sent. */
    void read() throws IOException {
        for (int kind = number(); kind != END; kind = number()) {
            switch (kind) {
                case TOTAL -> total();
                case DIRECTORY -> stage.directory(name());
                case FILE -> file(name());
                case LINK -> listener.skipped(below(name()));
                case FAILURE -> throw failure();
                default -> throw damaged("a record of the unknown kind " + kind);
            }
        }
    }

    private void total() throws IOException {
        total = Integer.toUnsignedLong(number()) | (long) number() << Integer.SIZE;
        progress();
    }

    /** Reports that everything is in place. */
    void finished() {
        progress();
    }

    private void progress() {
        listener.progress(new TransferProgress(file, done, total));
    }

    private String name() throws IOException {
        String name = text();
        stage.requireBelow(name, remote);
        return name;
    }

    private static String below(String name) {
        return name.isEmpty() ? name : name.substring(1);
    }

    private void file(String name) throws IOException {
        file = name.isEmpty() ? remote.substring(remote.lastIndexOf('\\') + 1) : below(name);
        try (OutputStream out = stage.file(name)) {
            for (int count = number(); count != 0; count = number()) {
                if (count == FAILURE) {
                    throw failure();
                }
                if (count < 0 || count > block.length) {
                    throw damaged("a block of " + count + " bytes");
                }
                fill(block, count);
                digest.update(block, 0, count);
                stage.write(name, out, block, count);
                done += count;
                progress();
            }
        }
        byte[] sent = new byte[TransferDigest.LENGTH];
        fill(sent, sent.length);
        if (!Arrays.equals(sent, digest.digest())) {
            throw FileTransferException.verification(
                    remote + name, "the SHA-256 of what arrived differs from that of what was sent; try again");
        }
    }

    private FileTransferException failure() throws IOException {
        int code = number();
        return new RemoteReport(code, text(), text(), text()).toException();
    }

    private String text() throws IOException {
        int length = number();
        if (length < 0 || length > LONGEST) {
            throw damaged("a text of " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        fill(bytes, length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private int number() throws IOException {
        byte[] bytes = new byte[Integer.BYTES];
        fill(bytes, bytes.length);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    private void fill(byte[] bytes, int length) throws IOException {
        try {
            if (in.readNBytes(bytes, 0, length) < length) {
                throw damaged("the end of the output");
            }
        } catch (EOFException e) {
            throw damaged("the end of the output");
        }
    }

    private FileTransferException damaged(String found) {
        String at = file.isEmpty() ? "" : ", after " + done + " bytes of content (" + file + ")";
        return FileTransferException.verification(
                remote, "the transfer is not complete: the server sent " + found + at + "; try again");
    }
}
