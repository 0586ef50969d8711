package dev.wsman.internal.event.sink;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that is not passed to the handler. The message says why; it is for the log and has no secrets. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<String> challenges;

    Refusal(int status, String reason) {
        this(status, reason, List.of(), null);
    }

    Refusal(int status, String reason, Throwable cause) {
        this(status, reason, List.of(), cause);
    }

    private Refusal(int status, String reason, List<String> challenges, @Nullable Throwable cause) {
        super(reason, cause);
        this.status = status;
        this.challenges = challenges;
    }

    /** Returns a refusal with 401 and these values of {@code WWW-Authenticate}. */
    static Refusal unauthorized(String reason, List<String> challenges) {
        return new Refusal(401, reason, challenges, null);
    }

    int status() {
        return status;
    }

    List<String> challenges() {
        return challenges;
    }
}
