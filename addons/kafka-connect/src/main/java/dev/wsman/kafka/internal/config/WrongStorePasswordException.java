package dev.wsman.kafka.internal.config;

/** A file with keys that its password does not open. */
final class WrongStorePasswordException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    WrongStorePasswordException(String message, Throwable cause) {
        super(message, cause);
    }
}
