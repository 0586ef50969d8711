package dev.wsman.codegen;

import dev.wsman.codegen.model.PrintableText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a failure that a terminal or a log may show with its stack trace: no message, including those of the
 * causes, contains a control character.
 */
final class LoggableFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_CAUSES = 20;

    private final String type;

    private LoggableFailure(Throwable original, int depth) {
        super(PrintableText.of(message(original)), cause(original, depth));
        this.type = original.getClass().getName();
        setStackTrace(original.getStackTrace());
    }

    /** Returns the failure itself if all of its messages are printable, or else a printable copy. */
    static Throwable of(Throwable failure) {
        Throwable each = failure;
        for (int depth = 0; each != null && depth < MOST_CAUSES; depth++) {
            if (!PrintableText.of(message(each)).equals(message(each)) || each.getSuppressed().length > 0) {
                return new LoggableFailure(failure, 0);
            }
            each = each.getCause();
        }
        return each == null ? failure : new LoggableFailure(failure, 0);
    }

    private static @Nullable LoggableFailure cause(Throwable original, int depth) {
        Throwable cause = original.getCause();
        return cause == null || depth >= MOST_CAUSES ? null : new LoggableFailure(cause, depth + 1);
    }

    private static String message(Throwable failure) {
        return Objects.requireNonNullElse(failure.getMessage(), "");
    }

    @Override
    public String toString() {
        return type + ": " + getMessage();
    }
}
