package dev.wsman.kafka.internal.instance;

import java.io.Serial;

/** The failure of a scan whose replies were valid but cannot be used. The message says what to change. */
final class ScanException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    ScanException(String message) {
        super(message);
    }
}
