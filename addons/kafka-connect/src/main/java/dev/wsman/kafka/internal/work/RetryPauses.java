package dev.wsman.kafka.internal.work;

import java.time.Duration;

/** The pauses after the failures of one host, which depend on the reason. Not thread-safe. */
public final class RetryPauses {
    private static final Duration LONGEST_ASKED = Duration.ofHours(1);

    private final Backoff backoff;
    private final Duration login;

    /**
     * Creates pauses.
     *
     * @param backoff the pauses after failures in general
     * @param login the pause after a host has refused the user or the user's rights
     */
    public RetryPauses(Backoff backoff, Duration login) {
        this.backoff = backoff;
        this.login = login;
    }

    /** Returns the pause after a failure. If the host asks for a longer one, this is the pause, up to an hour. */
    public Duration after(HostFailure failure) {
        Duration pause = backoff.pause();
        Duration least = failure.isLogin() || failure.isAccess() ? login : asked(failure);
        return pause.compareTo(least) < 0 ? least : pause;
    }

    private static Duration asked(HostFailure failure) {
        Duration asked = failure.retryAfter();
        return asked.compareTo(LONGEST_ASKED) < 0 ? asked : LONGEST_ASKED;
    }

    /** Begins again with the first pause, after the host was read. */
    public void succeeded() {
        backoff.reset();
    }
}
