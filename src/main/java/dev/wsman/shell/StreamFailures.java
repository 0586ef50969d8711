package dev.wsman.shell;

import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanException;
import java.io.IOException;
import java.io.InterruptedIOException;

/** Turns failures of exchanges into those of streams. */
final class StreamFailures {
    private StreamFailures() {}

    /**
     * Returns the failure of a stream, with the same message and the failure of the exchange as its cause: an {@link
     * InterruptedIOException} if the thread was interrupted.
     */
    static IOException of(RuntimeException failure) {
        if (failure instanceof WsmanException e && e.error().kind() == Kind.INTERRUPTED) {
            IOException interrupted = new InterruptedIOException(e.getMessage());
            interrupted.initCause(e);
            return interrupted;
        }
        return new IOException(failure.getMessage(), failure);
    }
}
