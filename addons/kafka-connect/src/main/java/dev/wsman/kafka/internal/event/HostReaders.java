package dev.wsman.kafka.internal.event;

import dev.wsman.kafka.internal.config.EventLogConfig;
import dev.wsman.kafka.internal.event.HostReader.State;
import dev.wsman.kafka.internal.host.HostList;
import dev.wsman.kafka.internal.work.LoginGuard;
import dev.wsman.kafka.internal.work.TaskThreads;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The readers of all hosts of a task. Thread-safe. */
public final class HostReaders implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HostReaders.class);
    /** With the poll before it, and the commit of offsets, less than the 5 s that a worker gives a task to stop. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

    private static final long POLL_MILLIS = 500;

    private final EventLogConfig config;
    private final TaskThreads threads;
    private final EventBuffer buffer;
    private final List<HostReader> readers;
    private final AtomicBoolean closed = new AtomicBoolean();

    private HostReaders(EventLogConfig config, SourceTaskContext context, String name) {
        HostList hosts = config.hosts().hosts();
        EventMetrics metrics = new EventMetrics();
        this.config = config;
        this.threads = config.work().threads(name);
        this.buffer = new EventBuffer(config.bufferEvents(), config.batchItems());
        threads.onDefect(buffer::fail);
        ReaderSettings settings = new ReaderSettings(
                config,
                config.query(),
                config.session(),
                threads,
                buffer,
                metrics,
                new LoginGuard(config.work().loginPause(), System::nanoTime, threads::later),
                threads.turn(hosts.endpoints().size()),
                threads.replyLimit(hosts.endpoints().size(), config.session().timeout()));
        Map<String, String> unreadable = new HashMap<>();
        Map<EventPartition, EventPosition> positions =
                new StoredPositions(config, context.offsetStorageReader(), unreadable::put).of(hosts.endpoints());
        this.readers = positions.entrySet().stream()
                .map(host -> reader(host.getKey(), host.getValue(), settings, unreadable))
                .toList();
        metrics.register(context, this, buffer);
    }

    /** Creates a reader, which reads nothing if the offset of its host cannot be read. */
    private static HostReader reader(
            EventPartition partition, EventPosition position, ReaderSettings settings, Map<String, String> unreadable) {
        EventRecords records = new EventRecords(partition, settings.config(), position);
        HostReader reader = new HostReader(partition.endpoint(), new BatchRecords(records, position), settings);
        @Nullable String reason = unreadable.get(partition.endpoint());
        if (reason != null) {
            LOG.error(
                    "The events of {} are not read, because its offset cannot be read; alter or delete it by the REST"
                            + " API of Connect, and restart the task: {}",
                    partition.endpoint(),
                    reason);
            settings.metrics().failed(partition.endpoint(), "the offset cannot be read: " + reason);
            reader.exclude();
        }
        return reader;
    }

    /**
     * Begins to read the hosts of a task from their stored positions. Returns before they are connected.
     *
     * @param name the beginning of the threads' names
     */
    public static HostReaders start(EventLogConfig config, SourceTaskContext context, String name) {
        HostReaders readers = new HostReaders(config, context, name);
        readers.readers.forEach(HostReader::start);
        return readers;
    }

    /**
     * Returns the records of whole replies.
     *
     * @return empty if none came in half a second, or after {@link #close}
     * @throws org.apache.kafka.connect.errors.ConnectException if a host cannot be read any more because of an error
     */
    public List<SourceRecord> poll() throws InterruptedException {
        return buffer.take(config.pollEvents(), POLL_MILLIS);
    }

    int size() {
        return readers.size();
    }

    long count(State state) {
        return readers.stream().filter(reader -> reader.state() == state).count();
    }

    /**
     * Ends the subscriptions on all hosts at the same time, those of hosts that reply first, and waits for two seconds
     * at most. The others are ended meanwhile by threads in the background, so that each session is closed. Events that
     * no poll returned are read again after a restart. Closing again has no effect.
     */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        buffer.close();
        readers.forEach(HostReader::stop);
        List<Runnable> work = readers.stream()
                .sorted(Comparator.comparing(reader -> reader.state() != State.CONNECTED))
                .<Runnable>map(reader -> reader::close)
                .toList();
        if (!threads.finish(work, STOP_LIMIT)) {
            LOG.info("Some hosts did not reply to the end of their subscriptions within {}", STOP_LIMIT);
        }
        threads.close();
    }
}
