package dev.wsman.internal.fault;

import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Replaces an exception whose message, or that of a cause, contains a secret. It has the same stack trace, and its
 * causes and suppressed exceptions are replaced alike.
 */
final class MaskedCause extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int DEEPEST = 20;

    private MaskedCause(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Returns {@code cause} itself if neither it nor an exception below it contains a secret. */
    static @Nullable Throwable of(@Nullable Throwable cause, UnaryOperator<String> masking) {
        return cause == null || isClean(cause, masking, DEEPEST) ? cause : masked(cause, masking, DEEPEST);
    }

    private static boolean isClean(Throwable cause, UnaryOperator<String> masking, int depth) {
        String message = cause.getMessage();
        if (depth == 0 || message != null && !masking.apply(message).equals(message)) {
            return false;
        }
        for (Throwable suppressed : cause.getSuppressed()) {
            if (!isClean(suppressed, masking, depth - 1)) {
                return false;
            }
        }
        return cause.getCause() == null || isClean(cause.getCause(), masking, depth - 1);
    }

    private static @Nullable Throwable masked(Throwable cause, UnaryOperator<String> masking, int depth) {
        if (depth == 0) {
            return null;
        }
        Throwable below = cause.getCause();
        String message = Objects.requireNonNullElse(cause.getMessage(), "");
        MaskedCause masked = new MaskedCause(
                cause.getClass().getName() + ": " + masking.apply(message),
                below == null ? null : masked(below, masking, depth - 1));
        masked.setStackTrace(cause.getStackTrace());
        for (Throwable suppressed : cause.getSuppressed()) {
            Throwable other = masked(suppressed, masking, depth - 1);
            if (other != null) {
                masked.addSuppressed(other);
            }
        }
        return masked;
    }
}
