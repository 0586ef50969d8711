package dev.wsman.kafka.internal.work;

import java.io.Serial;

/** The replies of a host were valid but cannot be used with this configuration. The message says what to change. */
public final class UnusableReplyException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Creates an exception. */
    public UnusableReplyException(String message) {
        super(message);
    }
}
