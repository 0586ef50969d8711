package dev.wsman.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Session;
import dev.wsman.WsmanException;
import dev.wsman.fixture.SessionFixture;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.event.EventLog;
import dev.wsman.testkit.event.ForwardingHost;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Pulled subscriptions and a sink for some time, while connections break, handlers refuse deliveries, and subscriptions
 * are closed and opened again. Runs for three seconds, or for the seconds in the system property {@code
 * wsman.soak.seconds}. The heap is compared in runs of a minute and longer.
 */
class EventSoakIT {
    private static final long SECONDS = Long.getLong("wsman.soak.seconds", 3);
    private static final long COMPARABLE = 60;
    private static final int SUBSCRIPTIONS = 4;
    /** A consumer that is ten seconds late still finds the next record. */
    private static final int MOST_RECORDS = 2500;

    private static final String CHANNEL = "Application";
    private static final Duration WAIT = Duration.ofMillis(500);

    private final List<Throwable> wrong = new CopyOnWriteArrayList<>();
    private final AtomicLong pulled = new AtomicLong();
    private final AtomicLong pushed = new AtomicLong();
    private final AtomicLong opened = new AtomicLong();
    private volatile boolean failing;
    private volatile boolean running = true;

    /** Follows the records of one consumer: each must be known already, or the next one. Keeps no events. */
    private static final class Sequence {
        private long last;

        synchronized long add(List<WindowsEvent> events) {
            for (WindowsEvent event : events) {
                long record = event.recordId().orElseThrow();
                if (last > 0) { // the first one is the oldest of a log that has wrapped
                    assertThat(record).as("the record after " + last).isLessThanOrEqualTo(last + 1);
                }
                last = Math.max(last, record);
            }
            return events.size();
        }

        synchronized long last() {
            return last;
        }
    }

    private record State(long heap, int threads, long sockets, int subscriptions) {}

    private State state(WsmanService service) throws IOException {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return new State(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                sockets(),
                service.openSubscriptions());
    }

    /** The open sockets of this process; 0 where it cannot tell. */
    private static long sockets() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(descriptors)) {
            return files.filter(EventSoakIT::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            return false; // closed after it was listed
        }
    }

    private Predicate<RecordedRequest> oneIn(int many, ServiceOperation operation) {
        return request -> failing
                && request.operation() == operation
                && ThreadLocalRandom.current().nextInt(many) == 0;
    }

    private void prepareFailures(WsmanService service) {
        service.on(oneIn(40, ServiceOperation.PULL)).reset().always();
        service.on(oneIn(40, ServiceOperation.PULL)).truncate(0).always();
        service.on(oneIn(40, ServiceOperation.PULL)).truncate(3000).always();
        service.on(oneIn(40, ServiceOperation.PULL)).respond(503, "", "").always();
        service.on(oneIn(20, ServiceOperation.SUBSCRIBE)).reset().always();
        service.on(oneIn(20, ServiceOperation.SUBSCRIBE)).truncate(100).always();
        service.on(oneIn(20, ServiceOperation.UNSUBSCRIBE)).reset().always();
    }

    @Test
    void keepsResourcesFlatAndLosesNothing() throws Exception {
        try (WsmanService service = WsmanService.builder()
                        .quirks(ServerQuirks.WINRM)
                        .withoutAuthentication()
                        .enumerationTimeout(Duration.ofSeconds(2))
                        .build()
                        .start();
                EventSink sink = EventSink.builder()
                        .bindAddress(InetAddress.getLoopbackAddress())
                        .port(0)
                        .unauthenticated()
                        .open();
                ForwardingHost host = ForwardingHost.to(sink.url() + "/wsman/SubscriptionManager/WEC")
                        .open();
                Session session = Session.builder(service.endpoint())
                        .timeout(Duration.ofSeconds(10))
                        .build()) {
            prepareFailures(service);
            List<Sequence> sequences = new ArrayList<>();
            List<Thread> threads = start(service, sink, host, session, sequences);
            try {
                run(service);
            } finally {
                failing = false;
                running = false; // or else the threads go on after a failure
            }
            join(threads);
            assertThat(wrong).isEmpty();
            assertSeen(service.log(CHANNEL), host.log(CHANNEL), sequences);
            SessionFixture.await("no subscription is left", () -> service.openSubscriptions() == 0);
        }
        System.out.println(pulled + " events pulled, " + pushed + " pushed, " + opened + " subscriptions opened");
    }

    private List<Thread> start(
            WsmanService service, EventSink sink, ForwardingHost host, Session session, List<Sequence> sequences) {
        Sequence ofSink = new Sequence();
        sequences.add(ofSink);
        sink.offer(SourceInitiatedSubscription.eventLog("soak", EventQuery.channel(CHANNEL))
                .readExisting(true)
                .maxLatency(Duration.ofSeconds(1))
                .retry(100, Duration.ofMillis(20))
                .handler(delivery -> {
                    if (failing && ThreadLocalRandom.current().nextInt(20) == 0) {
                        throw new IOException("refused");
                    }
                    pushed.addAndGet(ofSink.add(delivery.events()));
                })
                .build());
        List<Thread> threads = new ArrayList<>();
        threads.add(new Thread(() -> write(service, host), "soak-writer"));
        for (int i = 0; i < SUBSCRIPTIONS; i++) {
            Sequence sequence = new Sequence();
            sequences.add(sequence);
            threads.add(new Thread(() -> consume(session, service.log(CHANNEL), sequence), "soak-consumer-" + i));
        }
        threads.forEach(Thread::start);
        return threads;
    }

    /** Writes to both logs, which are full before the first comparison. */
    private void write(WsmanService service, ForwardingHost host) {
        EventLog log = service.log(CHANNEL).maxRecords(MOST_RECORDS);
        EventLog ofHost = host.log(CHANNEL).maxRecords(MOST_RECORDS);
        try {
            for (int i = 0; i < MOST_RECORDS; i++) {
                log.write(100, "event", "before the soak");
                ofHost.write(100, "event", "before the soak");
            }
            for (int i = 0; running; i++) {
                log.write(100, "event", "of the soak");
                ofHost.write(100, "event", "of the soak");
                service.clearRequests(); // which would fill the heap
                if (i % 100 == 0) {
                    host.refresh();
                }
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads until the end, each second or so with a new subscription after the bookmark of the last one. */
    private void consume(Session session, EventLog log, Sequence sequence) {
        Optional<Bookmark> bookmark = Optional.empty();
        try {
            while (running || sequence.last() < log.lastRecordId()) {
                Subscription.Builder<WindowsEvent> builder = Subscription.eventLog(session, EventQuery.channel(CHANNEL))
                        .retryPause(Duration.ofMillis(10));
                bookmark.ifPresentOrElse(builder::after, builder::fromOldest);
                bookmark = consume(builder, log, sequence);
            }
        } catch (RuntimeException | AssertionError e) {
            wrong.add(e);
        }
    }

    private Optional<Bookmark> consume(Subscription.Builder<WindowsEvent> builder, EventLog log, Sequence sequence) {
        try (Subscription<WindowsEvent> subscription = opened(builder)) {
            opened.incrementAndGet();
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1000);
            while (System.nanoTime() < end && (running || sequence.last() < log.lastRecordId())) {
                pulled.addAndGet(sequence.add(subscription.poll(WAIT).events()));
            }
            return subscription.bookmark();
        }
    }

    /** Opening is one attempt, which may meet a failure. */
    private static Subscription<WindowsEvent> opened(Subscription.Builder<WindowsEvent> builder) {
        for (int i = 0; ; i++) {
            try {
                return builder.open();
            } catch (WsmanException e) {
                if (i == 20) {
                    throw e;
                }
            }
        }
    }

    private void run(WsmanService service) throws Exception {
        failing = true;
        TimeUnit.SECONDS.sleep(Math.max(1, SECONDS / 4));
        State before = quiet(service);
        TimeUnit.SECONDS.sleep(SECONDS);
        State after = quiet(service);
        System.out.println("after the warm-up: " + before + ", after " + SECONDS + " s more: " + after);
        assertThat(wrong).isEmpty();
        if (SECONDS >= COMPARABLE) {
            assertThat(after.heap()).isLessThan(before.heap() + before.heap() / 10 + 2_000_000);
            assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + 4);
            assertThat(after.sockets()).isLessThanOrEqualTo(before.sockets() + 16);
        }
    }

    /**
     * The state without failures. The reply to a Subscribe may have been lost: such a subscription expires. A consumer
     * has one subscription, and two while one replaces the other.
     */
    private State quiet(WsmanService service) throws Exception {
        failing = false;
        SessionFixture.await("forgotten subscriptions expire", () -> service.openSubscriptions() <= 2 * SUBSCRIPTIONS);
        State state = state(service);
        failing = true;
        return state;
    }

    private void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(30));
            if (thread.isAlive()) {
                wrong.add(new AssertionError(thread.getName() + " hangs"));
            }
        }
    }

    private void assertSeen(EventLog log, EventLog ofHost, List<Sequence> sequences) {
        SessionFixture.await("the sink has all events", () -> sequences.get(0).last() == ofHost.lastRecordId());
        assertThat(sequences.subList(1, sequences.size()))
                .allSatisfy(sequence -> assertThat(sequence.last()).isEqualTo(log.lastRecordId()));
        assertThat(pulled.get()).isPositive();
    }
}
