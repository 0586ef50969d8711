package dev.wsman.shell;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file or directory could not be transferred, although the exchanges with the server succeeded. Its message begins
 * with the path and the reason, and ends with what to try. Failures of the exchanges themselves are reported by
 * {@link dev.wsman.WsmanException}, as everywhere.
 *
 * <p>The target is unchanged, and nothing of the transfer remains next to it. If something could not be removed, a
 * suppressed exception names it.
 */
public final class FileTransferException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Where a transfer failed. */
    public enum Kind {
        /**
         * A file or directory of this machine could not be read or written; the cause is the exception for it, if
         * any.
         */
        LOCAL,
        /** Windows could not read or write; {@link #remoteType()} is the .NET type of its exception. */
        REMOTE,
        /** What arrived is not what was sent: the SHA-256 differs, or the transfer ended early. */
        VERIFICATION,
        /** PowerShell could not be run, or runs in a language mode that does not permit transfers. */
        POWERSHELL
    }

    private final Kind kind;
    private final String path;
    private final @Nullable String remoteType;

    FileTransferException(
            Kind kind, String path, String reason, @Nullable String remoteType, @Nullable Throwable cause) {
        super(path + ": " + reason, cause);
        this.kind = kind;
        this.path = path;
        this.remoteType = remoteType;
    }

    static FileTransferException local(Object path, Throwable cause) {
        String message = cause.getMessage() == null ? "" : cause.getMessage();
        String type = cause.getClass().getSimpleName();
        String reason = message.isEmpty() || message.equals(path.toString()) ? type : type + ": " + message;
        return new FileTransferException(Kind.LOCAL, path.toString(), reason, null, cause);
    }

    static FileTransferException local(Object path, String reason) {
        return new FileTransferException(Kind.LOCAL, path.toString(), reason, null, null);
    }

    static FileTransferException verification(String path, String reason) {
        return new FileTransferException(Kind.VERIFICATION, path, reason, null, null);
    }

    /** Returns where the transfer failed. */
    public Kind kind() {
        return kind;
    }

    /** Returns the path at which the transfer failed: a local one for {@link Kind#LOCAL}, otherwise a remote one. */
    public String path() {
        return path;
    }

    /**
     * Returns the .NET type of the exception on the server, for example {@code System.UnauthorizedAccessException};
     * empty if there was none.
     */
    public Optional<String> remoteType() {
        return Optional.ofNullable(remoteType);
    }
}
