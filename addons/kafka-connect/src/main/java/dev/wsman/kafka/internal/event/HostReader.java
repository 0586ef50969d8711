package dev.wsman.kafka.internal.event;

import dev.wsman.Session;
import dev.wsman.event.Bookmark;
import dev.wsman.event.EventBatch;
import dev.wsman.event.Subscription;
import dev.wsman.event.WindowsEvent;
import dev.wsman.kafka.internal.config.EventLogConfig;
import dev.wsman.kafka.internal.config.EventLogKeys.Start;
import dev.wsman.kafka.internal.work.HostFailure;
import dev.wsman.kafka.internal.work.RetryPauses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the events of one host, in turns. At any time, at most one piece of its work is planned, waits for room in the
 * buffer, or runs; only {@link #close} comes from another thread.
 */
final class HostReader {
    private static final Logger LOG = LoggerFactory.getLogger(HostReader.class);
    /**
     * Lets a poll replace at once a subscription that the host has ended, or request fewer events at once if a reply
     * would be too large. The first pause is longer, so that all other failures are thrown.
     */
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final String endpoint;
    private final ReaderSettings settings;
    private final EventRecords records;
    private final HostListener listener;
    private final RetryPauses pauses;
    private ResumeFilter resume;
    private int expected;
    private int attempts;
    private String problem = "";
    private @Nullable Session session;
    private @Nullable Subscription<WindowsEvent> subscription;
    private boolean closed;
    private volatile State state = State.CONNECTING;

    /** What a reader does. */
    enum State {
        /** It has not been connected yet. */
        CONNECTING,
        /** The host is read. */
        CONNECTED,
        /** The host is tried again after a pause. */
        FAILING,
        /** The host is not read any more. */
        STOPPED
    }

    HostReader(EventPartition partition, EventPosition position, ReaderSettings settings) {
        this.endpoint = partition.endpoint();
        this.settings = settings;
        this.records = new EventRecords(partition, settings.config(), position);
        this.resume = new ResumeFilter(position);
        this.listener = new HostListener(endpoint, settings.metrics());
        this.pauses = settings.config().work().pauses(settings.logins());
        this.expected = settings.config().batchItems();
    }

    State state() {
        return state;
    }

    /** Begins to read. Returns at once. */
    void start() {
        connect();
    }

    /** Waits for room first, because a poll that connects may bring a batch. */
    private void connect() {
        settings.buffer().reserve(0, this::begin);
    }

    private void begin() {
        if (state == State.FAILING) {
            settings.threads().retry(this::attempt);
        } else {
            settings.threads().connect(this::attempt);
        }
    }

    private void attempt() {
        if (isClosed()) {
            return;
        }
        Duration pause = settings.logins().pause();
        if (!pause.isZero()) {
            settings.threads().later(pause, this::connect);
            return;
        }
        try {
            if (subscription() == null) {
                open();
                succeeded();
                next();
            } else {
                turn(0, Duration.ZERO);
            }
        } catch (RuntimeException e) {
            failed(new HostFailure(e));
        }
    }

    private void open() {
        EventLogConfig config = settings.config();
        Subscription.Builder<WindowsEvent> builder = Subscription.eventLog(session(), settings.query())
                .batchItems(config.batchItems())
                .rendered(config.rendered())
                .tolerateMissingChannels(config.toleratesMissingChannels())
                .onLostPosition(config.lostPosition())
                .retryFor(AT_ONCE)
                .listener(listener);
        EventPosition position = records.position();
        Bookmark bookmark = position.bookmark().orElse(null);
        if (bookmark != null) {
            builder.after(bookmark);
        } else if (position.start() == Start.OLDEST) {
            builder.fromOldest();
        }
        keep(builder.open());
    }

    private synchronized Session session() {
        if (closed) {
            throw new IllegalStateException("the task has stopped");
        }
        if (session == null) {
            session = settings.session().session(endpoint).build();
        }
        return session;
    }

    /** Keeps a subscription, or ends it if this was closed meanwhile. */
    private void keep(Subscription<WindowsEvent> opened) {
        boolean late;
        synchronized (this) {
            late = closed;
            subscription = opened;
        }
        if (late) {
            opened.close();
        }
    }

    private synchronized @Nullable Subscription<WindowsEvent> subscription() {
        return subscription;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Plans the next turn. */
    private void next() {
        int reserved = expected;
        settings.buffer().reserve(reserved, () -> settings.threads().read(() -> read(reserved)));
    }

    /** After a large batch there are probably more events, and room that is reserved must not wait for long. */
    private Duration patience(int reserved) {
        return reserved > settings.config().batchItems() / 10 ? Duration.ZERO : settings.turn();
    }

    private void read(int reserved) {
        if (isClosed()) {
            return;
        }
        try {
            turn(reserved, patience(reserved));
        } catch (RuntimeException e) {
            failed(new HostFailure(e));
        }
    }

    private void turn(int reserved, Duration wait) {
        List<List<SourceRecord>> received = List.of();
        try {
            received = poll(wait);
        } finally {
            settings.buffer().put(reserved, received);
        }
        next();
    }

    private List<List<SourceRecord>> poll(Duration wait) {
        Subscription<WindowsEvent> open = subscription();
        if (open == null) {
            return List.of();
        }
        EventBatch<WindowsEvent> batch = open.poll(wait);
        succeeded();
        expected = batch.events().size();
        if (!batch.isEmpty()) {
            count(batch.events());
        }
        List<List<SourceRecord>> received = new ArrayList<>(1);
        for (ResumeFilter.Part part : resume.accept(batch)) {
            received.add(records.of(part.batch(), part.from()));
        }
        return received;
    }

    private void count(List<WindowsEvent> events) {
        Instant now = Instant.now();
        Duration lag = EventTime.of(events.get(events.size() - 1))
                .map(time -> Duration.between(time, now))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
        settings.metrics().received(events.size(), lag);
        long unreadable = events.stream().filter(event -> !event.isReadable()).count();
        if (unreadable > 0) {
            settings.metrics().unreadable(unreadable);
            LOG.warn("{} sent {} events that are not XML", endpoint, unreadable);
        }
    }

    private void succeeded() {
        if (state == State.CONNECTED) {
            return;
        }
        if (state == State.FAILING) {
            LOG.info("The events of {} are read again; {} attempts had failed", endpoint, attempts);
        } else {
            LOG.debug("The events of {} are read", endpoint);
        }
        state = State.CONNECTED;
        attempts = 0;
        problem = "";
        pauses.succeeded();
    }

    private void failed(HostFailure failure) {
        if (isClosed() || failure.isInterrupt()) {
            return;
        }
        settings.metrics().failed(endpoint, failure.message());
        if (failure.isDefect()) {
            LOG.error("The events of {} cannot be processed", endpoint, failure.cause());
            reopen();
        }
        if (failure.isPositionLost()) {
            state = State.STOPPED;
            LOG.error(
                    "The events of {} are not read any more, because it does not know the position; set"
                            + " event.position.lost, or alter the offset, and restart the task: {}",
                    endpoint,
                    failure.message());
            return;
        }
        Duration pause = pauses.after(failure);
        report(failure, pause);
        state = State.FAILING;
        settings.threads().later(pause, this::connect);
    }

    /** Logs a failure when it begins, and when its kind changes. */
    private void report(HostFailure failure, Duration pause) {
        attempts++;
        if (!failure.kind().equals(problem)) {
            problem = failure.kind();
            LOG.warn(
                    "The events of {} are not read, and the next attempt is in {} ms: {}",
                    endpoint,
                    pause.toMillis(),
                    failure.message());
        }
    }

    /** Reads from the last position again, because the batch that could not be processed counts as read. */
    private void reopen() {
        Subscription<WindowsEvent> open;
        synchronized (this) {
            open = subscription;
            subscription = null;
        }
        resume = new ResumeFilter(records.rewind());
        if (open != null) {
            open.close();
        }
    }

    /** Marks the reader as closed, so that it begins nothing new. */
    synchronized void stop() {
        closed = true;
    }

    /** Ends the subscription on the host and closes the session, within the limits of the library. */
    void close() {
        Subscription<WindowsEvent> open;
        Session connected;
        synchronized (this) {
            closed = true;
            open = subscription;
            connected = session;
        }
        if (open != null) {
            open.close();
        }
        if (connected != null) {
            connected.close();
        }
    }
}
