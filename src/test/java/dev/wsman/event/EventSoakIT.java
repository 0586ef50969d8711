package dev.wsman.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Filter;
import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.WsmanException;
import dev.wsman.fixture.SessionFixture;
import dev.wsman.testkit.event.EventLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Subscriptions of all kinds for some time, while connections break, handlers refuse deliveries, servers forget
 * subscriptions, and subscriptions are closed and opened again. Runs for three seconds, or for the seconds in the
 * system property {@code wsman.soak.seconds}. What the process holds is compared in runs of a minute and longer.
 */
class EventSoakIT {
    private static final long SECONDS = Long.getLong("wsman.soak.seconds", 3);
    private static final long LONGEST_WARM_UP = 60;
    private static final long COMPARABLE = 60;

    private static final int PULLED = 4;
    private static final int PUSHED = 2;
    /** With the one to indications. */
    private static final int OPEN = PULLED + PUSHED + 1;

    private static final EventQuery QUERY = EventQuery.channel(SoakServers.CHANNEL);
    private static final ResourceLocator INDICATION =
            ResourceLocator.of("http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/" + SoakServers.INDICATION);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final List<Throwable> wrong = new CopyOnWriteArrayList<>();
    private final List<Reader> readers = new ArrayList<>();
    private final AtomicLong opened = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong indications = new AtomicLong();
    private volatile boolean writing = true;
    private volatile boolean running = true;

    /** A thread that does something until the end. */
    @FunctionalInterface
    private interface Work {
        void run() throws InterruptedException;
    }

    /** The events that one consumer has, and the log that has them all. */
    private record Reader(String name, RecordSequence seen, EventLog log) {
        boolean hasAll() {
            return seen.last() == log.lastRecordId();
        }
    }

    private Thread thread(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (InterruptedException | RuntimeException | AssertionError e) {
                        wrong.add(e);
                    }
                },
                name);
        thread.start();
        return thread;
    }

    private RecordSequence reader(String name, EventLog log) {
        Reader reader = new Reader(name, new RecordSequence(), log);
        readers.add(reader);
        return reader.seen();
    }

    @Test
    void keepsResourcesFlatAndLosesNothing() throws Exception {
        try (SoakServers servers = new SoakServers()) {
            List<Thread> threads = new ArrayList<>();
            try {
                start(servers, threads);
                run(servers);
            } finally {
                running = false; // or else the threads go on after a failure
                servers.fail(false);
                join(threads);
            }
            assertThat(wrong).isEmpty();
            SessionFixture.await("no subscription is left", () -> servers.openSubscriptions() == 0);
            report(servers);
        }
    }

    private void start(SoakServers servers, List<Thread> threads) {
        offer(servers);
        for (int i = 0; i < PULLED; i++) {
            boolean kept = i == 0;
            RecordSequence seen = reader("pull-" + i, servers.log());
            threads.add(thread("soak-pull-" + i, () -> pull(servers, seen, kept)));
        }
        for (int i = 0; i < PUSHED; i++) {
            boolean kept = i == 0;
            RecordSequence seen = reader("push-" + i, servers.log());
            threads.add(thread("soak-push-" + i, () -> push(servers, seen, kept)));
        }
        threads.add(thread("soak-indications", () -> indications(servers)));
        threads.add(thread("soak-writer", () -> write(servers)));
    }

    private void write(SoakServers servers) throws InterruptedException {
        for (int round = 0; running; round++) {
            if (writing) {
                servers.write(round);
                servers.disturb(round);
            }
            servers.maintain(round);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private void offer(SoakServers servers) {
        RecordSequence seen = reader("source-initiated", servers.logOfHost());
        servers.sink()
                .offer(SourceInitiatedSubscription.eventLog("soak", QUERY)
                        .readExisting(true)
                        .maxLatency(SECOND)
                        .retry(100, PAUSE)
                        .handler(delivery -> handle(servers, delivery, seen))
                        .build());
    }

    private void handle(SoakServers servers, EventDelivery<WindowsEvent> delivery, RecordSequence seen)
            throws IOException {
        if (servers.failsOneIn(20)) {
            refused.incrementAndGet();
            throw new IOException("refused");
        }
        try {
            seen.add(delivery.events());
        } catch (AssertionError e) {
            wrong.add(e);
            throw e;
        }
    }

    /** Reads until the end with one subscription, or each second with a new one after the bookmark of the last one. */
    private void pull(SoakServers servers, RecordSequence seen, boolean kept) {
        Optional<Bookmark> bookmark = Optional.empty();
        while (running) {
            Subscription.Builder<WindowsEvent> builder =
                    Subscription.eventLog(servers.session(), QUERY).retryPause(Duration.ofMillis(10));
            bookmark.ifPresentOrElse(builder::after, builder::fromOldest);
            try (Subscription<WindowsEvent> subscription = opened(builder::open)) {
                for (long end = System.nanoTime() + SECOND.toNanos(); running && (kept || System.nanoTime() < end); ) {
                    seen.add(subscription.poll(SECOND.dividedBy(2)).events());
                }
                bookmark = subscription.bookmark();
            }
        }
    }

    /** Receives until the end with one subscription, or for two seconds with each. */
    private void push(SoakServers servers, RecordSequence seen, boolean kept) throws InterruptedException {
        Optional<Bookmark> bookmark = Optional.empty();
        while (running) {
            PushSubscription.Builder<WindowsEvent> builder = PushSubscription.eventLog(
                            servers.session(), QUERY, servers.sink())
                    .heartbeat(SECOND)
                    .maxLatency(SECOND)
                    .retry(3, PAUSE)
                    .handler(delivery -> handle(servers, delivery, seen));
            bookmark.ifPresentOrElse(builder::after, builder::fromOldest);
            try (PushSubscription<WindowsEvent> subscription = opened(builder::open)) {
                rest(2, kept);
                bookmark = subscription.bookmark().or(() -> after(seen));
            }
        }
    }

    /** The position of a subscription that was closed before its first delivery was acknowledged. */
    private static Optional<Bookmark> after(RecordSequence seen) {
        return seen.last() == 0
                ? Optional.empty()
                : Optional.of(Bookmark.parse("<BookmarkList><Bookmark Channel='" + SoakServers.CHANNEL + "' RecordId='"
                        + seen.last() + "' IsCurrent='true'/></BookmarkList>"));
    }

    /** A subscription that is renewed every two seconds. Its source has no positions, and repeats nothing. */
    @SuppressWarnings("try") // a subscription delivers to its handler
    private void indications(SoakServers servers) throws InterruptedException {
        PushSubscription.Builder<Instance> builder = PushSubscription.to(
                        servers.sessionOfOpenwsman(), INDICATION, servers.sink())
                .filter(Filter.wql("SELECT * FROM " + SoakServers.INDICATION))
                .expires(Duration.ofSeconds(3))
                .heartbeat(SECOND)
                .handler(delivery -> indications.addAndGet(delivery.events().size()));
        try (PushSubscription<Instance> subscription = opened(builder::open)) {
            rest(0, true);
            assertThat(subscription.isOpen()).isTrue();
        }
    }

    private void rest(int seconds, boolean untilTheEnd) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (running && (untilTheEnd || !writing || System.nanoTime() < end)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Opening is one attempt, which may meet a failure. */
    private <T> T opened(Supplier<T> open) {
        for (int i = 0; ; i++) {
            try {
                T subscription = open.get();
                opened.incrementAndGet();
                return subscription;
            } catch (WsmanException e) {
                if (i == 20) {
                    throw e;
                }
            }
        }
    }

    private void run(SoakServers servers) throws Exception {
        servers.fail(true);
        TimeUnit.SECONDS.sleep(Math.max(1, Math.min(LONGEST_WARM_UP, SECONDS / 4)));
        SoakState before = quiet(servers);
        long indicationsBefore = indications.get();
        TimeUnit.SECONDS.sleep(SECONDS);
        SoakState after = quiet(servers);
        System.out.println("after the warm-up: " + before + ", after " + SECONDS + " s more: " + after);
        if (SECONDS >= COMPARABLE) {
            after.assertAsFlatAs(before);
            assertThat(indications.get()).isGreaterThan(indicationsBefore);
        }
    }

    /**
     * The state when nothing fails and all readers have all events. A reader that was late still holds its last batch
     * of hundreds of events, so that another event follows. Meanwhile no subscription is replaced. The reply to a
     * Subscribe may have been lost: such a subscription expires.
     */
    private SoakState quiet(SoakServers servers) throws Exception {
        writing = false;
        servers.fail(false);
        awaitReaders();
        servers.writeOne();
        awaitReaders();
        SessionFixture.await("forgotten subscriptions expire", () -> servers.openSubscriptions() == OPEN);
        SoakState state = SoakState.take(servers.openSubscriptions());
        servers.fail(true);
        writing = true;
        return state;
    }

    private void awaitReaders() {
        for (Reader reader : readers) {
            SessionFixture.await(reader.name() + " has all events", () -> !wrong.isEmpty() || reader.hasAll());
        }
        assertThat(wrong).isEmpty();
    }

    private void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(30));
            if (thread.isAlive()) {
                wrong.add(new AssertionError(thread.getName() + " hangs"));
            }
        }
    }

    private void report(SoakServers servers) {
        readers.forEach(reader -> System.out.println(reader.name() + ": "
                + reader.seen().events() + " events for " + reader.log().lastRecordId() + " records"));
        System.out.println(indications + " indications, " + opened + " subscriptions opened, " + refused
                + " deliveries refused, " + servers.failures());
    }
}
