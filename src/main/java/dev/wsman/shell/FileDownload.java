package dev.wsman.shell;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One download: one command, whose standard output is received until it ends. */
final class FileDownload {
    /** In bytes. Windows or a program may print something before PowerShell runs the script. */
    private static final int LONGEST_NOISE = 64 * 1024;

    private final FileTransfers transfers;
    private final String remote;
    private final Path local;
    private final TransferListener listener;

    FileDownload(FileTransfers transfers, String remote, Path local, TransferListener listener) {
        this.transfers = transfers;
        this.remote = remote;
        this.local = local;
        this.listener = listener;
    }

    /** Downloads. If the service does not pass bytes unchanged, everything is sent once more as base64. */
    void run() {
        String line = TransferScripts.download(remote, false);
        String textLine = TransferScripts.download(remote, true);
        if (!attempt(line, false) && !attempt(textLine, true)) {
            throw FileTransferException.verification(
                    remote, "the service changes the output of commands, even if it is only text");
        }
    }

    /** Returns whether bytes pass unchanged; if not, nothing has happened. */
    private boolean attempt(String line, boolean text) {
        try (RemoteCommand command = transfers.start(line);
                LocalStage stage = new LocalStage(local)) {
            StderrExcerpt stderr = new StderrExcerpt(command.stderr());
            InputStream content = content(command, text, stderr);
            if (content == null) {
                return false;
            }
            DownloadReader reader = new DownloadReader(content, remote, stage, listener);
            reader.read();
            command.stdout().close();
            command.waitFor();
            stage.commit();
            reader.finished();
            return true;
        } catch (FileTransferException e) {
            throw transfers.closedOr(e);
        } catch (IOException e) {
            throw FileTransfers.failure(e);
        }
    }

    /** Finds where the content begins; returns null if bytes do not pass unchanged. */
    private @Nullable InputStream content(RemoteCommand command, boolean text, StderrExcerpt stderr)
            throws IOException {
        InputStream stdout = new BufferedInputStream(command.stdout(), 64 * 1024);
        byte[] mark = text ? TransferDigest.allBytesAsText() : TransferDigest.allBytes();
        ByteArrayOutputStream noise = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < mark.length && noise.size() < LONGEST_NOISE) {
            int next = stdout.read();
            if (next < 0) {
                return ended(command, noise, stderr);
            }
            noise.write(next);
            matched = next == (mark[matched] & 0xff) ? matched + 1 : restart(noise, mark);
        }
        if (matched < mark.length) {
            return null;
        }
        return text ? decoded(stdout) : stdout;
    }

    /** Returns how much of the mark the bytes end with. */
    private static int restart(ByteArrayOutputStream noise, byte[] mark) {
        byte[] bytes = noise.toByteArray();
        int length = Math.min(bytes.length, mark.length - 1);
        while (length > 0 && !Arrays.equals(bytes, bytes.length - length, bytes.length, mark, 0, length)) {
            length--;
        }
        return length;
    }

    /** The rest of the base64 begins at a group of four characters, with the last byte of the mark. */
    private static @Nullable InputStream decoded(InputStream base64) throws IOException {
        InputStream bytes = new BufferedInputStream(Base64.getMimeDecoder().wrap(base64), 64 * 1024);
        return bytes.read() == 0xff ? bytes : null;
    }

    private @Nullable InputStream ended(RemoteCommand command, ByteArrayOutputStream printed, StderrExcerpt stderr) {
        command.waitFor();
        OptionalInt code = command.exitCode();
        if (printed.size() >= TransferDigest.allBytes().length && code.orElse(1) == 0) {
            return null;
        }
        throw RemoteReport.noReport(remote, code, printed.toString(StandardCharsets.ISO_8859_1), stderr.text());
    }
}
