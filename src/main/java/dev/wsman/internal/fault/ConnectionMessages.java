package dev.wsman.internal.fault;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Messages about connections, TLS and timeouts. Parts from outside are {@linkplain MarkedText marked}. */
final class ConnectionMessages {
    private static final int DEEPEST_CAUSE = 20;

    private ConnectionMessages() {}

    static String cannotConnect(String endpoint, Throwable cause) {
        return "cannot connect to " + Excerpt.endpoint(endpoint) + because(cause);
    }

    static String noTls(String endpoint, Throwable cause) {
        return "no trusted TLS connection to " + Excerpt.endpoint(endpoint) + because(cause);
    }

    static String untrusted(String endpoint, Throwable cause, @Nullable String fingerprint) {
        Throwable deepest = cause;
        for (int i = 0; i < DEEPEST_CAUSE && deepest.getCause() != null; i++) {
            deepest = deepest.getCause();
        }
        String pin = fingerprint == null
                ? ""
                : "; to trust this certificate: certificateFingerprint(\"" + fingerprint + "\")";
        return noTls(endpoint, deepest) + pin;
    }

    static String portSpeaksHttp(String endpoint, Throwable cause) {
        return "the port speaks plain http, not TLS: no TLS connection to " + Excerpt.endpoint(endpoint)
                + because(cause);
    }

    static String portSpeaksTls(String endpoint) {
        return "the port speaks TLS and was sent plain http: no HTTP reply from " + Excerpt.endpoint(endpoint);
    }

    static String brokeWhileSending(String endpoint, Throwable cause) {
        return "the connection to " + Excerpt.endpoint(endpoint) + " broke while the request was sent" + because(cause);
    }

    static String brokeBeforeReplyWasComplete(String endpoint, Throwable cause) {
        return "the connection to " + Excerpt.endpoint(endpoint) + " broke before the reply was complete"
                + because(cause);
    }

    static String timeout(String missing, Duration limit) {
        return missing + " within " + Excerpt.duration(limit);
    }

    static String poolUsedUp(int most, Duration limit) {
        return timeout("none of the session's connections (maxConnections is " + most + ") became free", limit);
    }

    static String afterWait(int most, Duration waited) {
        return ", of which " + Excerpt.duration(waited)
                + " passed until one of the session's connections (maxConnections is " + most + ") became free";
    }

    /**
     * Returns {@code ": "} and the cause's message, or its type if it does not have one; empty if there is no cause.
     */
    static String because(@Nullable Throwable cause) {
        return cause == null ? "" : ": " + MarkedText.mark(reason(cause));
    }

    static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : Excerpt.of(message);
    }
}
