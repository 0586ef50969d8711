package dev.wsman.internal.transport;

import dev.wsman.internal.fault.ExchangeException;
import java.io.IOException;

/** A proxy asked who we are, can be answered, and has closed the connection: the answer goes with another one. */
final class ProxyAuthenticationRequiredException extends IOException {
    private static final long serialVersionUID = 1L;

    private final ExchangeException failure;

    ProxyAuthenticationRequiredException(ExchangeException failure) {
        super(failure);
        this.failure = failure;
    }

    /** What is told when there is no further connection to answer on. */
    ExchangeException failure() {
        return failure;
    }
}
