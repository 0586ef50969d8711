package dev.wsman.kafka.internal.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChangesIT {
    private final DiskTable disks = new DiskTable().put("C:", "Free", 1L).put("D:", "Free", 2L);
    private final WsmanService server = TaskFixture.service(disks);
    private final TaskFixture task = TaskFixture.of(server).set("instance.changes.only", "true");

    @AfterEach
    void stop() {
        task.close();
        server.close();
    }

    @Test
    void writesOnlyWhatIsNewOrHasChanged() {
        task.start();
        assertThat(TaskFixture.names(task.poll())).containsExactly("C:", "D:");
        task.pollNothingWhile("scans-total", 2);
        disks.put("D:", "Free", 3L);
        assertThat(TaskFixture.names(task.poll())).containsExactly("D:");
        disks.put("E:");
        assertThat(TaskFixture.names(task.poll())).containsExactly("E:");
        disks.remove("E:");
        task.pollNothingWhile("scans-total", 2);
    }

    @Test
    void ignoresChangesOfProperties() {
        task.set("instance.changes.ignore", "free").start();
        task.poll();
        disks.put("D:", "Free", 3L);
        task.pollNothingWhile("scans-total", 2);
        disks.put("D:", "Free", 3L, "Id", 1L);
        assertThat(TaskFixture.names(task.poll())).containsExactly("D:");
    }

    @Test
    void writesNullForWhatIsGone() {
        task.set("instance.tombstones", "true").start();
        task.poll();
        disks.remove("C:");
        List<SourceRecord> gone = task.poll();
        assertThat(TaskFixture.names(gone)).containsExactly("C:");
        assertThat(gone.get(0).value()).isNull();
        assertThat(gone.get(0).valueSchema()).isNull();
        assertThat(task.metric("tombstones-total")).isEqualTo(1);
        task.pollNothingWhile("scans-total", 2);
        disks.put("C:", "Free", 1L);
        assertThat(task.poll().get(0).value()).isNotNull();
    }

    @Test
    void writesNullWithEveryScanOfAllInstances() {
        task.remove("instance.changes.only").set("instance.tombstones", "true").start();
        assertThat(task.poll()).hasSize(2);
        disks.remove("C:");
        List<SourceRecord> records = task.pollUntil(some -> some.stream().anyMatch(record -> record.value() == null));
        assertThat(records.stream().filter(record -> record.value() == null).map(TaskFixture::name))
                .containsExactly("C:");
        assertThat(task.poll()).hasSize(1);
    }

    @Test
    void doesNotTakeFailedScanForEmptyOne() {
        task.set("instance.tombstones", "true").start();
        task.poll();
        server.on(ServiceOperation.ENUMERATE).times(2).fault(FaultKind.TIMED_OUT);
        List<SourceRecord> records = new ArrayList<>();
        task.pollUntilMetric("scans-failed-total", 2, records);
        assertThat(records).isEmpty();
        task.pollNothingWhile("scans-total", 1);
    }

    @Test
    void continuesAfterRestart() {
        task.set("instance.tombstones", "true").start();
        task.poll();
        task.close();
        disks.put("C:", "Free", 5L);
        disks.remove("D:");
        task.start();
        List<SourceRecord> records = task.poll();
        assertThat(TaskFixture.names(records)).containsExactly("D:", "C:");
        assertThat(records.get(0).value()).isNull();
        assertThat(records.get(0).sourceOffset()).isNotEqualTo(records.get(1).sourceOffset());
        task.restart();
        task.pollNothingWhile("scans-total", 2);
    }

    @Test
    void repeatsScanOfWhichOnlyTheFirstRecordsAreStored() {
        task.start();
        List<SourceRecord> scan = task.poll();
        task.close();
        task.forgetOffsets();
        task.store(scan.get(0));
        task.start();
        assertThat(TaskFixture.names(task.poll())).containsExactly("C:", "D:");
    }

    @Test
    void writesEverythingOnceMoreIfStateWasTooLarge() {
        task.set("instance.state.max.bytes", "10").start();
        task.poll();
        task.pollNothingWhile("scans-total", 2);
        assertThat(task.metric("hosts-state-in-memory")).isEqualTo(1);
        assertThat(task.offset()).containsOnlyKeys("scan");
        task.restart();
        assertThat(task.poll()).hasSize(2);
    }

    @Test
    void beginsAnewIfOffsetIsDamaged() {
        task.start();
        SourceRecord last = task.poll().get(1);
        task.close();
        task.store(last.newRecord(null, null, null, null, null, null, null));
        task.store(new SourceRecord(last.sourcePartition(), Map.of("state", "AAAA"), null, null, null));
        task.start();
        assertThat(task.poll()).hasSize(2);
    }

    @Test
    void beginsAnewWithOtherKey() {
        task.start();
        task.poll();
        task.set("instance.key", "Name").restart();
        assertThat(task.poll()).hasSize(2);
    }

    @Test
    void comparesLastOfInstancesWithEqualKeys() {
        disks.put("C:", "Id", 1L, "Free", 1L).put("D:", "Id", 1L, "Free", 2L);
        task.set("instance.key", "Id").start();
        task.poll();
        task.pollNothingWhile("scans-total", 2);
    }

    @Test
    void writesNullForAllInstancesAfterTwoEmptyScans() {
        task.set("instance.tombstones", "true").start();
        task.poll();
        long scans = task.metric("scans-total");
        disks.change(all -> {
            all.remove("C:");
            all.remove("D:");
        });
        assertThat(TaskFixture.names(task.poll())).containsExactly("C:", "D:");
        assertThat(task.metric("scans-total")).isGreaterThanOrEqualTo(scans + 2);
    }
}
