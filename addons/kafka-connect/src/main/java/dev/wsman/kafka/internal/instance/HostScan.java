package dev.wsman.kafka.internal.instance;

import dev.wsman.Session;
import dev.wsman.kafka.internal.config.SessionKeys;
import dev.wsman.kafka.internal.instance.HostMemory.ScanChanges;
import dev.wsman.kafka.internal.instance.ScanBuffer.CompletedScan;
import dev.wsman.kafka.internal.work.HostFailure;
import dev.wsman.kafka.internal.work.LoginGuard.Attempt;
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

    private static final Duration LONGEST_UNUSED = Duration.ofSeconds(2);

    private static final String TOO_LARGE =
            "an instance is larger than a reply may be; " + SessionKeys.LARGER_REPLIES + ": ";

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
        this.pauses = settings.config().work().pauses();
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
        int reserved = expected;
        settings.buffer().whenRoom(reserved, () -> submit(new Held(settings.buffer(), reserved)));
    }

    /** Room is returned if nothing arrives soon: a host that does not reply must not keep others from being scanned. */
    private void submit(Held held) {
        settings.threads().later(LONGEST_UNUSED, held::returnUnused);
        if (reachable) {
            settings.threads().read(() -> run(held));
        } else {
            settings.threads().connect(() -> run(held));
        }
    }

    private void run(Held held) {
        Attempt login = settings.logins().tryBegin(partition.endpoint(), this::due);
        if (login == null) {
            held.keep(0);
            return;
        }
        begin = System.nanoTime();
        try (login) {
            scan(held, login);
        } catch (RuntimeException e) {
            held.keep(0);
            failed(new HostFailure(e));
        }
    }

    private void scan(Held held, Attempt login) {
        Instant time = Instant.now();
        List<ScannedInstance> scan = read(held, login);
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

    private List<ScannedInstance> read(Held held, Attempt login) {
        try (Session session = settings.session().session(partition.endpoint()).build()) {
            List<ScannedInstance> scan = settings.reader().read(session, memory.watermark(), () -> {
                login.accepted();
                held.arrived();
            });
            login.accepted(); // if there was no instance
            return scan;
        } catch (RuntimeException e) {
            login.failed(new HostFailure(e));
            throw e;
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
        String reason = failure.isReplyTooLarge() ? TOO_LARGE + failure.message() : failure.message();
        settings.counts().failed(partition.endpoint(), reason);
        if (!failing) {
            settings.counts().failingHosts.incrementAndGet();
        }
        reachable = false;
        expected = 1;
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
                    reason,
                    pause.toMillis());
        }
        plan(pause);
    }

    /** The instances that a scan holds in the buffer's count. Thread-safe. */
    private static final class Held {
        private final ScanBuffer buffer;
        private int counted;
        private int arrived;
        private boolean ended;

        Held(ScanBuffer buffer, int reserved) {
            this.buffer = buffer;
            this.counted = reserved;
        }

        synchronized void arrived() {
            arrived++;
            if (arrived > counted) {
                counted++;
                buffer.hold(1);
            }
        }

        /** Counts only what has arrived, unless the scan is complete. */
        synchronized void returnUnused() {
            if (!ended && arrived < counted) {
                buffer.hold(arrived - counted);
                counted = arrived;
            }
        }

        synchronized void keep(int records) {
            ended = true;
            buffer.hold(records - counted);
            counted = records;
        }
    }
}
