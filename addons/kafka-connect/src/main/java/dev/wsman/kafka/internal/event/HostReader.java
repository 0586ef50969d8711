package dev.wsman.kafka.internal.event;

import dev.wsman.event.Bookmark;
import dev.wsman.event.EventBatch;
import dev.wsman.event.Subscription;
import dev.wsman.event.WindowsEvent;
import dev.wsman.kafka.internal.config.EventLogConfig;
import dev.wsman.kafka.internal.config.EventLogKeys.Start;
import dev.wsman.kafka.internal.config.SessionKeys;
import dev.wsman.kafka.internal.event.EventBuffer.Room;
import dev.wsman.kafka.internal.work.HostFailure;
import dev.wsman.kafka.internal.work.LoginGuard.Attempt;
import dev.wsman.kafka.internal.work.RetryPauses;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the events of one host, in turns. At any time, at most one piece of its work is planned, waits for room in the
 * buffer or for its login, or runs; only {@link #stop} and {@link #close} come from another thread.
 */
final class HostReader {
    private static final Logger LOG = LoggerFactory.getLogger(HostReader.class);
    /**
     * Lets a poll replace at once a subscription that the host has ended, or request fewer events at once if a reply
     * would be too large. The first pause is longer, so that all other failures are thrown.
     */
    private static final Duration RETRY_AT_ONCE = Duration.ofMillis(1);
    /** How long a host that does not reply keeps room in the buffer from others. */
    private static final Duration ROOM_LIMIT = Duration.ofSeconds(5);
    /** The shortest time for which the library asks a host to wait. */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(500);
    /** Differs from the kinds of failures, so that the next one is logged. */
    private static final String BLOCKED = "blocked";

    private final String endpoint;
    private final ReaderSettings settings;
    private final BatchRecords records;
    private final HostListener listener;
    private final HostConnection connection;
    private final RetryPauses pauses;
    private final LargeReplies largeReplies;
    /** Whether the last reply had few events, so that the next one cannot have many. */
    private boolean caughtUp;

    private int attempts;
    private String problem = "";
    private volatile State state = State.CONNECTING;

    /** What a reader does. */
    enum State {
        /** It has not been connected yet. */
        CONNECTING,
        /** The host is read. */
        CONNECTED,
        /** The host is tried again after a pause. */
        FAILING,
        /** The next event is larger than a reply may be; the host is tried again after a long pause. */
        BLOCKED,
        /** The host is not read any more. */
        STOPPED
    }

    /**
     * Creates a reader.
     *
     * @param records makes records of the events, and knows where they begin
     */
    HostReader(String endpoint, BatchRecords records, ReaderSettings settings) {
        this.endpoint = endpoint;
        this.settings = settings;
        this.records = records;
        this.listener = new HostListener(endpoint, settings.metrics());
        this.connection = new HostConnection(() -> settings.session()
                .session(endpoint)
                .timeout(settings.replyLimit())
                .build());
        this.pauses = settings.config().work().pauses();
        this.largeReplies = new LargeReplies(settings.config());
    }

    State state() {
        return state;
    }

    /** Begins to read. Returns at once. Has no effect if the host must not be read. */
    void start() {
        if (state != State.STOPPED) {
            connect();
        }
    }

    private void connect() {
        if (state == State.FAILING || state == State.BLOCKED) {
            settings.threads().retry(() -> guarded(this::attempt));
        } else {
            settings.threads().connect(() -> guarded(this::attempt));
        }
    }

    /** Runs work, which plans what follows; after an error nothing follows, and the threads let the task fail. */
    private void guarded(Runnable work) {
        if (connection.isClosed()) {
            return;
        }
        try {
            work.run();
        } catch (RuntimeException e) {
            failed(new HostFailure(e));
        }
    }

    /** Runs work on a host that is connected; its session may have to log in again on another connection. */
    private void reading(Runnable work) {
        guarded(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                settings.logins().failed(endpoint, new HostFailure(e));
                throw e;
            }
        });
    }

    private void attempt() {
        if (connection.subscription() == null) {
            login(this::open, this::next);
        } else { // its poll may bring a reply
            withRoom(this::reconnect, room -> settings.threads().retry(() -> guarded(() -> reconnect(room))));
        }
    }

    private void reconnect(Room room) {
        settings.threads().later(ROOM_LIMIT, room::giveBack);
        try {
            login(() -> turn(Duration.ZERO), this::next);
        } finally {
            room.giveBack();
        }
    }

    /** Connects, if a login may be tried now, or else later. */
    private void login(Runnable work, Runnable after) {
        @Nullable Attempt login = settings.logins().tryBegin(endpoint, this::connect);
        if (login == null) {
            return;
        }
        try (login) {
            run(work, login);
        }
        after.run();
    }

    private void run(Runnable work, Attempt login) {
        try {
            work.run();
            login.accepted();
            succeeded();
        } catch (RuntimeException e) {
            login.failed(new HostFailure(e));
            throw e;
        }
    }

    private void open() {
        EventLogConfig config = settings.config();
        Subscription.Builder<WindowsEvent> builder = Subscription.eventLog(connection.session(), settings.query())
                .batchItems(largeReplies.batchItems())
                .rendered(largeReplies.rendered())
                .tolerateMissingChannels(config.toleratesMissingChannels())
                .onLostPosition(config.lostPosition())
                .retryFor(RETRY_AT_ONCE)
                .listener(listener);
        EventPosition position = records.position();
        Bookmark bookmark = position.bookmark().orElse(null);
        if (bookmark != null) {
            builder.after(bookmark);
        } else if (position.start() == Start.OLDEST) {
            builder.fromOldest();
        }
        caughtUp = bookmark == null && position.start() == Start.NOW;
        connection.set(builder.open());
    }

    /** Plans the next turn, or the next subscription if there is none. */
    private void next() {
        if (connection.subscription() == null) {
            connect();
        } else {
            settings.threads().read(() -> reading(this::read));
        }
    }

    /** A host without many events is waited for, and needs no room meanwhile. */
    private void read() {
        if (caughtUp && !settings.buffer().isFull()) {
            turn(settings.turn());
            next();
        } else {
            withRoom(this::readMany, room -> settings.threads().read(() -> reading(() -> readMany(room))));
        }
    }

    private void readMany(Room room) {
        settings.threads().later(ROOM_LIMIT, room::giveBack);
        try {
            turn(Duration.ZERO);
        } finally {
            room.giveBack();
        }
        next();
    }

    private void withRoom(Consumer<Room> now, Consumer<Room> later) {
        Room room = settings.buffer().reserve(later);
        if (room != null) {
            now.accept(room);
        } // else it waits in the line
    }

    private void turn(Duration wait) {
        Subscription<WindowsEvent> open = connection.subscription();
        if (open == null) {
            return;
        }
        EventBatch<WindowsEvent> batch = open.poll(wait);
        caughtUp = batch.events().size() <= settings.config().batchItems() / 10;
        boolean complete = process(batch, wait);
        if (!batch.isEmpty()) {
            largeReplies.received();
        }
        if (complete && largeReplies.requestTexts()) {
            unsubscribe();
        }
    }

    /** Makes records of a reply, and returns whether there are some: events may be held after a restart. */
    private boolean process(EventBatch<WindowsEvent> batch, Duration wait) {
        try {
            List<List<SourceRecord>> received =
                    records.of(batch, wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait);
            count(batch.events());
            settings.buffer().put(received);
            return !received.isEmpty();
        } catch (RuntimeException e) { // of whatever type, it is not a failure of the host
            throw new IllegalStateException("events cannot be processed: " + e, e);
        }
    }

    /** Ends the subscription; the next one begins after the last event that became a record. */
    private void unsubscribe() {
        records.rewind();
        connection.unsubscribe();
    }

    private void count(List<WindowsEvent> events) {
        if (events.isEmpty()) {
            return;
        }
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
        if (state == State.FAILING || state == State.BLOCKED) {
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
        if (connection.isClosed() || failure.isInterrupt()) {
            return;
        }
        caughtUp = false;
        largeReplies.failed(failure);
        if (failure.isDefect()) {
            LOG.error("The events of {} cannot be processed", endpoint, failure.cause());
            unsubscribe(); // the reply that could not be processed counts as read
        }
        if (failure.isPositionLost()) {
            lost(failure);
        } else if (largeReplies.isEventTooLarge() && !leavesOutTexts()) {
            blocked(failure);
        } else {
            retry(failure);
        }
    }

    private void retry(HostFailure failure) {
        settings.metrics().failed(endpoint, failure.message());
        Duration pause = pauses.after(failure);
        report(failure, pause);
        state = State.FAILING;
        settings.threads().later(pause, this::connect);
    }

    /** Lets an event that is too large with its texts be read without them, unless a new subscription would miss it. */
    private boolean leavesOutTexts() {
        EventPosition position = records.position();
        boolean known = position.bookmark().isPresent() || position.start() == Start.OLDEST;
        if (!known || !largeReplies.rendered()) {
            return false;
        }
        LOG.warn("An event of {} is larger than a reply may be, and is read without its rendered texts", endpoint);
        largeReplies.leaveOutTexts();
        unsubscribe();
        return true;
    }

    /** The event is not left out: it would be lost, and its number is not known. */
    private void blocked(HostFailure failure) {
        String reason = "the next event is larger than a reply may be; " + SessionKeys.LARGER_REPLIES + ": "
                + failure.message();
        settings.metrics().failed(endpoint, reason);
        Duration pause = settings.config().work().loginPause();
        attempts++;
        if (state != State.BLOCKED) {
            LOG.error("{} is blocked, and the next attempt is in {} ms: {}", endpoint, pause.toMillis(), reason);
        }
        problem = BLOCKED;
        state = State.BLOCKED;
        settings.threads().later(pause, this::connect);
    }

    private void lost(HostFailure failure) {
        settings.metrics().failed(endpoint, failure.message());
        exclude();
        LOG.error(
                "The events of {} are not read any more, because it does not know the position; set"
                        + " event.position.lost, or alter the offset, and restart the task: {}",
                endpoint,
                failure.message());
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

    /** Ends the connection; the host is not read until the task restarts. */
    void exclude() {
        state = State.STOPPED;
        connection.close();
    }

    /** Marks the reader as closed, so that it begins nothing new. */
    void stop() {
        connection.stop();
    }

    /** Ends the subscription on the host and closes the session, within the limits of the library. */
    void close() {
        connection.close();
    }
}
