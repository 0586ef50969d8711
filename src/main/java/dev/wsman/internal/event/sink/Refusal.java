package dev.wsman.internal.event.sink;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that is not passed to the handler. The message says why; it is for the log and has no secrets. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final boolean expected;
    private final transient List<String> challenges;

    Refusal(int status, String reason) {
        this(status, reason, null);
    }

    Refusal(int status, String reason, @Nullable Throwable cause) {
        this(status, reason, false, List.of(), cause);
    }

    private Refusal(int status, String reason, boolean expected, List<String> challenges, @Nullable Throwable cause) {
        super(reason, cause);
        this.status = status;
        this.expected = expected;
        this.challenges = challenges;
    }

    /** Returns a refusal with 401 and these values of {@code WWW-Authenticate}. */
    static Refusal unauthorized(String reason, List<String> challenges) {
        return new Refusal(401, reason, false, challenges, null);
    }

    /** Returns a refusal with 401 that belongs to a login, and is not worth an entry in the log. */
    static Refusal expected(String reason, List<String> challenges) {
        return new Refusal(401, reason, true, challenges, null);
    }

    int status() {
        return status;
    }

    boolean isExpected() {
        return expected;
    }

    List<String> challenges() {
        return challenges;
    }

    /**
     * Returns whether the rest of the connection is of no use: its bytes do not arrive, its encryption is broken, or
     * its sender does not wait for the reply any more.
     */
    boolean endsConnection() {
        return status == 408 || status == 504 || getCause() instanceof IOException;
    }
}
