package dev.wsman.internal.transport;

import dev.wsman.internal.fault.ExchangeException;

/**
 * The server refused a request and has not carried it out: it asks for credentials, or does not accept those it got.
 */
final class UnauthorizedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ExchangeException failure;
    private final boolean retryable;
    private final boolean stale;
    private final boolean onNewConnection;

    /**
     * @param failure what the caller gets if the request is not sent again
     * @param retryable whether the request can succeed if it is sent again
     * @param stale whether only the Digest nonce was refused, which may happen several times in a row
     * @param onNewConnection whether it must be sent on a new connection
     */
    UnauthorizedException(ExchangeException failure, boolean retryable, boolean stale, boolean onNewConnection) {
        super(failure);
        this.failure = failure;
        this.retryable = retryable;
        this.stale = stale;
        this.onNewConnection = onNewConnection;
    }

    ExchangeException failure() {
        return failure;
    }

    boolean isRetryable() {
        return retryable;
    }

    boolean isStale() {
        return stale;
    }

    boolean onNewConnection() {
        return onNewConnection;
    }
}
