package dev.wsman.kafka.internal.work;

import dev.wsman.WsmanFaultException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a task with wrong credentials from locking the account. Every host of a domain counts the attempts of the same
 * account, so that a pause of each host would not help a task with many hosts.
 *
 * <p>Hosts are connected to without a limit while the credentials are trusted: a host has accepted them, and none has
 * rejected them since. Otherwise only one host at a time is connected to. If it does not reply within two seconds,
 * another one may follow, as long as rejections and attempts without a result are three together at most. When three
 * hosts have rejected the credentials since the last acceptance, all hosts pause, and then a single attempt finds out
 * whether they pause again. Thread-safe.
 */
public final class LoginGuard {
    private static final Logger LOG = LoggerFactory.getLogger(LoginGuard.class);
    /** Fewer than the attempts after which domains usually lock an account. */
    private static final int MOST_REJECTIONS = 3;

    private static final Duration SLOW = Duration.ofSeconds(2);

    private final Duration pause;
    private final LongSupplier clock;
    private final BiConsumer<Duration, Runnable> timer;
    private final List<Runnable> waiting = new ArrayList<>();
    /** The hosts that have rejected the credentials since the last acceptance. */
    private final Set<String> rejecting = new HashSet<>();

    private boolean accepted;
    private boolean paused;
    private long until;
    /** The attempts without a result, and those of them that began less than two seconds ago. */
    private int running;

    private int fresh;

    /**
     * Creates a guard.
     *
     * @param pause the pause after the rejections
     * @param clock nanoseconds, as {@link System#nanoTime}
     * @param timer runs work after a time, on another thread
     */
    public LoginGuard(Duration pause, LongSupplier clock, BiConsumer<Duration, Runnable> timer) {
        this.pause = pause;
        this.clock = clock;
        this.timer = timer;
    }

    /**
     * Begins an attempt, if one is allowed now.
     *
     * @param host the host
     * @param again plans the same attempt; called later if it is not allowed now, and must not block
     * @return the attempt, which must be ended; null if it is not allowed now
     */
    public @Nullable Attempt tryBegin(String host, Runnable again) {
        Attempt attempt = new Attempt(host);
        synchronized (this) {
            if (!isAllowed()) {
                waiting.add(again);
                return null;
            }
            running++;
            fresh++;
            if (isTrusted()) {
                return attempt;
            }
        }
        timer.accept(SLOW, attempt::slow);
        return attempt;
    }

    /** Notes a failure of a host that was connected before. Its session may have logged in again. */
    public void failed(String host, HostFailure failure) {
        if (failure.isLogin()) {
            rejected(host);
        }
    }

    private void rejected(String host) {
        boolean pauses;
        synchronized (this) {
            rejecting.add(host);
            pauses = paused || rejecting.size() >= MOST_REJECTIONS;
            if (pauses) {
                paused = true;
                until = clock.getAsLong() + pause.toNanos();
            }
        }
        if (pauses) {
            LOG.error(
                    "Several hosts have rejected the credentials, and none has accepted them since: the task pauses for"
                            + " {} ms, so that the account is not locked",
                    pause.toMillis());
            timer.accept(pause, this::admit);
        }
        admit();
    }

    private boolean isTrusted() {
        return accepted && rejecting.isEmpty();
    }

    private boolean isAllowed() {
        if (isTrusted()) {
            return true;
        }
        if (paused) {
            return running == 0 && clock.getAsLong() - until >= 0;
        }
        return fresh == 0 && running + rejecting.size() < MOST_REJECTIONS;
    }

    /** Continues what waits: all of it if the credentials are trusted, or else one, so that it finds out more. */
    private void admit() {
        List<Runnable> next = new ArrayList<>();
        synchronized (this) {
            if (isTrusted()) {
                next.addAll(waiting);
                waiting.clear();
            } else if (isAllowed() && !waiting.isEmpty()) {
                next.add(any());
            }
        }
        next.forEach(Runnable::run);
    }

    /** Removes one at random, because hosts next to each other may all be down. */
    private Runnable any() {
        int index = ThreadLocalRandom.current().nextInt(waiting.size());
        Runnable last = waiting.remove(waiting.size() - 1);
        return index == waiting.size() ? last : waiting.set(index, last);
    }

    /** An attempt to log in on a host. Only its first result counts. Thread-safe. */
    public final class Attempt implements AutoCloseable {
        private final String host;
        private boolean slow;
        private boolean ended;

        private Attempt(String host) {
            this.host = host;
        }

        /** Notes that the host has accepted the credentials. */
        public void accepted() {
            synchronized (LoginGuard.this) {
                if (!ends()) {
                    return;
                }
                accepted = true;
                paused = false;
                rejecting.clear();
            }
            admit();
        }

        /** Notes why the attempt failed. A fault means that the host has accepted the credentials before. */
        public void failed(HostFailure failure) {
            if (failure.isLogin()) {
                rejected();
            } else if (failure.cause() instanceof WsmanFaultException) {
                accepted();
            }
        }

        void rejected() {
            synchronized (LoginGuard.this) {
                if (!ends()) {
                    return;
                }
            }
            LoginGuard.this.rejected(host);
        }

        /** Ends the attempt without a result, if it has none. */
        @Override
        public void close() {
            synchronized (LoginGuard.this) {
                if (!ends()) {
                    return;
                }
            }
            admit();
        }

        private boolean ends() {
            if (ended) {
                return false;
            }
            ended = true;
            running--;
            fresh -= slow ? 0 : 1;
            return true;
        }

        private void slow() {
            synchronized (LoginGuard.this) {
                if (ended || slow) {
                    return;
                }
                slow = true;
                fresh--;
            }
            admit();
        }
    }
}
