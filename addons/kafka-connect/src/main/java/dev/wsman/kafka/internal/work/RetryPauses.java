package dev.wsman.kafka.internal.work;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pauses after the failures of one host, which depend on the reason. Not thread-safe. */
public final class RetryPauses {
    private static final Logger LOG = LoggerFactory.getLogger(RetryPauses.class);
    private static final Duration LONGEST_ASKED = Duration.ofHours(1);

    private final Backoff backoff;
    private final Duration login;
    private final LoginGuard logins;

    /**
     * Creates pauses.
     *
     * @param backoff the pauses after failures in general
     * @param login the pause after a host has refused the user or the user's rights
     * @param logins what all hosts share, so that the account is not locked
     */
    public RetryPauses(Backoff backoff, Duration login, LoginGuard logins) {
        this.backoff = backoff;
        this.login = login;
        this.logins = logins;
    }

    /** Returns the pause after a failure. If the host asks for a longer one, this is the pause, up to an hour. */
    public Duration after(HostFailure failure) {
        if (failure.isLogin() && logins.rejected()) {
            LOG.error(
                    "No host has accepted the credentials, and several have rejected them: the task pauses for {} ms,"
                            + " so that the account is not locked",
                    login.toMillis());
        }
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
        logins.accepted();
        backoff.reset();
    }
}
