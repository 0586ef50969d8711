package dev.wsman.shell;

import dev.wsman.WsmanError;
import dev.wsman.WsmanException;
import dev.wsman.shell.FileTransferException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The uploads and downloads of one shell, and what they have learned about its server. Thread-safe. */
final class FileTransfers {
    /** In bytes: as base64 within an envelope of 150 KB, the smallest default of Windows (2008 R2). */
    static final int DEFAULT_CHUNK = CommandInput.CHUNK;

    /** In bytes. A server that rejects that is not limited by the size. */
    private static final int SMALLEST_CHUNK = 4 * 1024;

    /** In bytes. Larger envelopes save little, and are held in memory. */
    private static final int LARGEST_CHUNK = 1024 * 1024;

    /** In bytes: what an envelope has besides the base64, with encryption and its padding. */
    private static final int ENVELOPE_RESERVE = 16 * 1024;

    private static final int STATUS_TOO_LARGE = 413;
    private static final long REQUEST_TOO_LARGE = 2150859025L;
    private static final Duration CLEAN_UP_LIMIT = Duration.ofSeconds(10);

    private final RemoteShell shell;
    private final OpenShell open;
    private final AtomicInteger chunk = new AtomicInteger(DEFAULT_CHUNK);
    private final AtomicBoolean asked = new AtomicBoolean();

    FileTransfers(RemoteShell shell, OpenShell open) {
        this.shell = shell;
        this.open = open;
    }

    void upload(@Nullable Path local, @Nullable String remote, @Nullable TransferListener listener) {
        new FileUpload(
                        this,
                        ShellArguments.present(local, "local"),
                        RemotePath.checked(remote),
                        ShellArguments.present(listener, "listener"))
                .run();
    }

    void download(@Nullable String remote, @Nullable Path local, @Nullable TransferListener listener) {
        new FileDownload(
                        this,
                        RemotePath.checked(remote),
                        ShellArguments.present(local, "local"),
                        ShellArguments.present(listener, "listener"))
                .run();
    }

    /** Returns an identifier that no other transfer has. */
    static String newId() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    RemoteCommand start(String line) {
        return shell.startLine(line);
    }

    /** Returns the current size of a Send, in bytes of content. */
    int chunkSize() {
        return chunk.get();
    }

    /**
     * Asks the server for its limit when that saves exchanges. Users without administrative rights cannot read it; the
     * default remains then.
     */
    void adaptTo(long size) {
        if (size > 4L * DEFAULT_CHUNK && asked.compareAndSet(false, true)) {
            OptionalInt kilobytes = open.client().maxEnvelopeKilobytes();
            if (kilobytes.isPresent()) {
                chunk.compareAndSet(DEFAULT_CHUNK, chunkWithin(kilobytes.getAsInt()));
            }
        }
    }

    /** Returns the largest chunk in an envelope: three bytes are four characters of base64. */
    static int chunkWithin(int kilobytes) {
        long envelope = kilobytes * 1024L;
        long room = (envelope - envelope / 32 - ENVELOPE_RESERVE) / 4 * 3;
        return (int) Math.max(SMALLEST_CHUNK, Math.min(room, LARGEST_CHUNK));
    }

    /** Returns whether the server rejected an envelope, as a whole, because of its size. */
    static boolean isTooLarge(WsmanException e) {
        return e.error().httpStatus() == STATUS_TOO_LARGE
                || e.error().nativeCode().orElse(0) == REQUEST_TOO_LARGE;
    }

    /**
     * Halves the size after a chunk was too large.
     *
     * @return whether to try again
     */
    boolean halve(int rejected) {
        if (rejected <= SMALLEST_CHUNK) {
            return false;
        }
        chunk.accumulateAndGet(Math.max(rejected / 2, SMALLEST_CHUNK), Math::min);
        return true;
    }

    /**
     * If the shell was closed during the transfer, returns that failure; the report of the ended command is not usable.
     */
    RuntimeException closedOr(FileTransferException e) {
        try {
            open.requireOpen();
            return e;
        } catch (WsmanException closed) {
            return closed;
        }
    }

    /** Returns what to throw when an output stream of a command fails. */
    static RuntimeException failure(IOException e) {
        return e.getCause() instanceof WsmanException cause ? cause : new UncheckedIOException(e);
    }

    /**
     * Deletes what an upload left on the server. If exchanges work, the end of the input makes the script delete its
     * part. Otherwise the command is terminated, and another command deletes the part.
     *
     * @param cause why the upload failed; receives a suppressed exception if the part may remain
     */
    void removePart(RemoteCommand command, String remote, String id, Throwable cause) {
        try {
            InterruptShield.run(() -> {
                if (!isSending(cause) || !endInput(command)) {
                    command.close();
                    removePart(TransferScripts.removePart(remote, id));
                }
            });
        } catch (RuntimeException e) {
            cause.addSuppressed(new FileTransferException(
                    Kind.REMOTE, remote, "next to it, .wsman-" + id + ".part may remain", null, e));
        }
    }

    /** After a failed exchange, the end of the input would only fail or wait in the same way. */
    private static boolean isSending(Throwable cause) {
        return !(cause instanceof WsmanException e) || e.error().kind() == WsmanError.Kind.INTERRUPTED;
    }

    /** Deletes the part in the shell, or in a new one with the same parameters if it was closed during the transfer. */
    private void removePart(String line) {
        try {
            runIn(open, line);
        } catch (WsmanException e) {
            if (e.error().kind() != WsmanError.Kind.CLOSED) {
                throw e;
            }
            OpenShell another = OpenShell.create(open.client(), open.parameters());
            try {
                runIn(another, line);
            } finally {
                another.close();
            }
        }
    }

    private static void runIn(OpenShell shell, String line) {
        RunningCommand command = shell.start(line, new CollectedOutput());
        command.receiveInBackground();
        try {
            if (!command.state().await(CLEAN_UP_LIMIT.toNanos())
                    || command.state().exitCode().orElse(1) != 0) {
                throw new IllegalStateException("the command that deletes the part of an upload failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted again", e);
        } finally {
            command.close();
        }
    }

    private static boolean endInput(RemoteCommand command) {
        try {
            if (command.waitFor(Duration.ZERO)) {
                return false;
            }
            command.send(new byte[0], true);
            return command.waitFor(CLEAN_UP_LIMIT) && UploadReport.reportsPartRemoved(command.stdout());
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
