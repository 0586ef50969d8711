package dev.wsman.shell;

import dev.wsman.WsmanException;
import dev.wsman.WsmanFaultException;
import dev.wsman.shell.ChunkQueue.Chunk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One upload: one command that reads the standard input, and as many Sends as it takes. The next chunk is read and
 * hashed on a thread of its own while the caller's thread sends.
 */
final class FileUpload {
    /** How long a command that accepts no further input may take to report why. */
    private static final Duration REPORT_LIMIT = Duration.ofSeconds(10);

    private final FileTransfers transfers;
    private final Path local;
    private final String remote;
    private final TransferListener listener;
    private final String id = FileTransfers.newId();
    /** The last chunk, which the command has accepted; null before, or if the command ended before. */
    private @Nullable Chunk last;

    FileUpload(FileTransfers transfers, Path local, String remote, TransferListener listener) {
        this.transfers = transfers;
        this.local = local;
        this.remote = remote;
        this.listener = listener;
    }

    /** Uploads. If the service does not pass bytes unchanged, everything is sent once more as base64. */
    void run() {
        String line = TransferScripts.upload(remote, id, false);
        String textLine = TransferScripts.upload(remote, id, true);
        LocalTree.Extent extent = LocalTree.measure(local);
        extent.links().forEach(listener::skipped);
        listener.progress(new TransferProgress("", 0, extent.size()));
        transfers.adaptTo(extent.size());
        UploadReport report = attempt(line, extent.size(), false);
        if (report.isDamaged()) {
            report = attempt(textLine, extent.size(), true);
        }
        report.orThrow();
        if (last != null) {
            listener.progress(new TransferProgress(last.file(), last.contentBytes(), extent.size()));
        }
    }

    /** Sends everything. Returns what the script reports, which has no part left then. */
    private UploadReport attempt(String line, long total, boolean text) {
        ChunkQueue queue = new ChunkQueue(transfers.chunkSize());
        RemoteCommand command = transfers.start(line);
        try {
            StderrExcerpt stderr = new StderrExcerpt(command.stderr());
            CompletableFuture<byte[]> digest = read(queue, text);
            last = sendAll(command, queue, total);
            UploadReport report = UploadReport.read(command, remote, stderr);
            if (report.failure() == null) {
                report.verify(remote, last == null ? new byte[0] : digest.join());
            }
            return report;
        } catch (FileTransferException e) {
            RuntimeException cause = transfers.closedOr(e);
            transfers.removePart(command, remote, id, cause);
            throw cause;
        } catch (RuntimeException | Error e) {
            transfers.removePart(command, remote, id, e);
            throw e;
        } finally {
            queue.cancel();
            command.close();
        }
    }

    private CompletableFuture<byte[]> read(ChunkQueue queue, boolean text) {
        CompletableFuture<byte[]> digest = new CompletableFuture<>();
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        digest.complete(new UploadWriter(queue, text).write(local));
                    } catch (IOException | RuntimeException | Error e) {
                        queue.fail(e);
                    }
                },
                "wsman-upload",
                0,
                false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
        return digest;
    }

    /** Returns the last chunk; null if the command ended before. */
    private @Nullable Chunk sendAll(RemoteCommand command, ChunkQueue queue, long total) {
        while (true) {
            Chunk chunk = queue.take();
            if (command.waitFor(Duration.ZERO) || !send(command, chunk)) {
                return null;
            }
            if (chunk.last()) {
                return chunk;
            }
            listener.progress(new TransferProgress(chunk.file(), chunk.contentBytes(), total));
        }
    }

    /**
     * Sends a chunk, in parts if the server's limit is smaller than assumed.
     *
     * @return whether the command accepted it; otherwise the command has ended
     */
    private boolean send(RemoteCommand command, Chunk chunk) {
        int from = 0;
        do {
            int count = Math.min(transfers.chunkSize(), chunk.length() - from);
            boolean end = chunk.last() && from + count == chunk.length();
            try {
                command.send(Arrays.copyOfRange(chunk.bytes(), from, from + count), end);
                from += count;
            } catch (WsmanException e) {
                if (FileTransfers.isTooLarge(e) && transfers.halve(count)) {
                    continue;
                }
                if (e instanceof WsmanFaultException && command.waitFor(REPORT_LIMIT)) {
                    return false;
                }
                throw e;
            }
        } while (from < chunk.length());
        return true;
    }
}
