package dev.wsman.internal.transport;

import dev.wsman.internal.fault.ExchangeException;
import java.io.IOException;

/** The proxy asked for credentials and has closed the connection: the request must be sent again on another one. */
final class ProxyAuthenticationRequiredException extends IOException {
    private static final long serialVersionUID = 1L;

    private final ExchangeException failure;

    ProxyAuthenticationRequiredException(ExchangeException failure) {
        super(failure);
        this.failure = failure;
    }

    /** What the caller gets if the request is not sent again. */
    ExchangeException failure() {
        return failure;
    }
}
