package dev.wsman.kafka.internal.instance;

import dev.wsman.Session;
import dev.wsman.kafka.internal.instance.HostMemory.ScanChanges;
import dev.wsman.kafka.internal.instance.ScanBuffer.CompletedScan;
import dev.wsman.kafka.internal.work.HostFailure;
import dev.wsman.kafka.internal.work.RetryPauses;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scans of one host, one after another: each is planned, waits for room in the buffer, reads, is compared with the
 * last one, and waits until its records are taken. At any time, at most one of these runs, so that the fields need no
 * lock. A session is open only while a scan reads: a host that is scanned once an hour is not connected in between.
 */
final class HostScan {
    private static final Logger LOG = LoggerFactory.getLogger(HostScan.class);

    private final InstancePartition partition;
    private final ScanSettings settings;
    private final ScanSchedule schedule;
    private final RetryPauses pauses;
    private HostMemory memory;
    /** A host whose last scan failed must not take the threads of those that reply. */
    private boolean reachable;

    private boolean failing;
    private boolean stored = true;
    private String problem = "";
    private int expected = 1;
    private long begin;

    HostScan(InstancePartition partition, HostMemory memory, ScanSchedule schedule, ScanSettings settings) {
        this.partition = partition;
        this.memory = memory;
        this.schedule = schedule;
        this.settings = settings;
        this.pauses = settings.config().work().pauses(settings.logins());
        this.begin = schedule.first();
    }

    /** Plans the first scan. Returns at once. */
    void start() {
        plan(Duration.ofNanos(schedule.first() - System.nanoTime()));
    }

    private void plan(Duration pause) {
        settings.threads().later(pause, this::due);
    }

    private void due() {
        settings.buffer().whenRoom(expected, this::submit);
    }

    private void submit() {
        if (reachable) {
            settings.threads().read(this::run);
        } else {
            settings.threads().connect(this::run);
        }
    }

    private void run() {
        int reserved = expected;
        Held held = new Held(settings.buffer(), reserved);
        Duration login = settings.logins().pause();
        if (!login.isZero()) {
            held.keep(0);
            plan(login);
            return;
        }
        begin = System.nanoTime();
        try {
            scan(held);
        } catch (RuntimeException e) {
            held.keep(0);
            failed(new HostFailure(e));
        } catch (Error e) {
            settings.buffer().fail(e);
            throw e;
        }
    }

    private void scan(Held held) {
        Instant time = Instant.now();
        List<ScannedInstance> scan = read(held);
        ScanChanges changes = memory.changes(scan, time);
        List<SourceRecord> records = settings.records().records(partition, memory.offset(), changes, time);
        settings.counts().scanned(scan.size(), Duration.ofNanos(System.nanoTime() - begin));
        expected = Math.max(1, scan.size());
        succeeded();
        held.keep(records.size());
        if (records.isEmpty()) {
            taken(changes.next());
        } else {
            count(records);
            settings.buffer().put(new CompletedScan(records, () -> taken(changes.next())));
        }
    }

    private List<ScannedInstance> read(Held held) {
        try (Session session = settings.session().session(partition.endpoint()).build()) {
            return settings.reader().read(session, memory.watermark(), held::arrived);
        }
    }

    private void count(List<SourceRecord> records) {
        long gone = records.stream().filter(record -> record.value() == null).count();
        settings.counts().tombstones.addAndGet(gone);
        settings.counts().emitted.addAndGet(records.size() - gone);
    }

    /** Plans the next scan, which is compared with this one. */
    private void taken(HostMemory next) {
        memory = next;
        noteStored(next.isStored());
        long now = System.nanoTime();
        plan(Duration.ofNanos(schedule.next(begin, now) - now));
    }

    private void noteStored(boolean isStored) {
        if (stored && !isStored) {
            LOG.warn(
                    "What the last scan of {} has read does not fit into its offset; it is kept in memory, and after a"
                            + " restart instances are written once more. Raise instance.state.max.bytes",
                    partition.endpoint());
        }
        if (stored != isStored) {
            settings.counts().statesInMemory.addAndGet(isStored ? -1 : 1);
            stored = isStored;
        }
    }

    private void succeeded() {
        if (failing) {
            settings.counts().failingHosts.decrementAndGet();
            LOG.info("{} is scanned again", partition.endpoint());
        }
        reachable = true;
        failing = false;
        problem = "";
        pauses.succeeded();
    }

    private void failed(HostFailure failure) {
        if (failure.isInterrupt()) {
            return;
        }
        settings.counts().failed(partition.endpoint(), failure.message());
        if (!failing) {
            settings.counts().failingHosts.incrementAndGet();
        }
        reachable = false;
        failing = true;
        Duration pause = pauses.after(failure);
        if (failure.isDefect()) {
            LOG.error("The instances of {} cannot be processed", partition.endpoint(), failure.cause());
        }
        if (!failure.kind().equals(problem)) {
            problem = failure.kind();
            LOG.warn(
                    "{} was not scanned, and nothing of it is written: {} The next attempt is in {} ms",
                    partition.endpoint(),
                    failure.message(),
                    pause.toMillis());
        }
        plan(pause);
    }

    /** The instances that a scan holds in the buffer's count. */
    private static final class Held {
        private final ScanBuffer buffer;
        private int counted;
        private int arrived;

        Held(ScanBuffer buffer, int reserved) {
            this.buffer = buffer;
            this.counted = reserved;
        }

        void arrived() {
            arrived++;
            if (arrived > counted) {
                counted++;
                buffer.hold(1);
            }
        }

        void keep(int records) {
            buffer.hold(records - counted);
            counted = records;
        }
    }
}
