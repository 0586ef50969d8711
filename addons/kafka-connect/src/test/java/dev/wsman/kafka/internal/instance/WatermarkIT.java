package dev.wsman.kafka.internal.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatermarkIT {
    private static final OffsetDateTime NOON = OffsetDateTime.parse("2026-11-27T12:00:00.123456Z");

    private final DiskTable disks = new DiskTable().put("A", "Id", 1L).put("B", "Id", 2L);
    private final WsmanService server = TaskFixture.service(disks);
    private final TaskFixture task = TaskFixture.of(server).set("instance.watermark", "Id");

    @AfterEach
    void stop() {
        task.close();
        server.close();
    }

    private void query(String query) {
        task.remove("instance.resource").set("instance.query", query);
    }

    private String sentQuery() {
        return server.lastRequest(ServiceOperation.ENUMERATE).xpath("string(//*[local-name()='Filter'])");
    }

    @Test
    void writesOnlyInstancesAboveTheHighestValue() {
        task.start();
        List<SourceRecord> first = task.poll();
        assertThat(TaskFixture.names(first)).containsExactly("A", "B");
        assertThat(task.offset()).containsEntry("watermark", "2");
        disks.change(all ->
                all.put("0", "Id", 10L).put("Z", "Id", 9L).put("late", "Id", 1L).put("none"));
        assertThat(TaskFixture.names(task.poll())).containsExactly("Z", "0");
        task.pollNothingWhile("scans-total", 2);
    }

    @Test
    void writesInstanceThatComesLaterWithTheHighestValue() {
        task.start();
        task.poll();
        disks.put("C", "Id", 2L);
        assertThat(TaskFixture.names(task.poll())).containsExactly("C");
        task.restart();
        disks.put("D", "Id", 2L);
        assertThat(TaskFixture.names(task.poll())).containsExactly("D");
    }

    @Test
    void hasTheServerLeaveOutWhatIsBelow() {
        query("select * from Example_Disk where Name != 'where' or Id = 0");
        task.start();
        task.poll();
        assertThat(server.requests(ServiceOperation.ENUMERATE).get(0).text()).doesNotContain("Id >=");
        disks.put("C", "Id", 3L);
        assertThat(TaskFixture.names(task.poll())).containsExactly("C");
        task.pollNothingWhile("scans-total", 2);
        assertThat(sentQuery()).isEqualTo("select * from Example_Disk where (Name != 'where' or Id = 0) and Id >= 3");
    }

    @Test
    void comparesTimesAsCimWritesThem() {
        query("select * from Example_Disk");
        disks.put("A", "Changed", NOON.minusHours(1)).put("B", "Changed", NOON);
        task.set("instance.watermark", "Changed").start();
        assertThat(TaskFixture.names(task.poll())).containsExactly("A", "B");
        assertThat(task.offset()).containsEntry("watermark", "2026-11-27T12:00:00.123456Z");
        disks.put("C", "Changed", NOON.plusNanos(1_000));
        assertThat(TaskFixture.names(task.poll())).containsExactly("C");
        task.pollNothingWhile("scans-total", 2);
        assertThat(sentQuery()).isEqualTo("select * from Example_Disk where Changed >= '20261127120000.123457+000'");
    }

    @Test
    void continuesAfterRestart() {
        query("select * from Example_Disk");
        task.start();
        task.poll();
        server.clearRequests();
        task.restart();
        task.pollNothingWhile("scans-total", 2);
        assertThat(sentQuery()).endsWith("where Id >= 2");
    }

    @Test
    void beginsAtValueOfTheConfiguration() {
        task.set("instance.watermark.start", "2").start();
        assertThat(TaskFixture.names(task.poll())).containsExactly("B");
    }

    @Test
    void repeatsInstancesWithTheHighestValueIfTheyDoNotFitIntoTheOffset() {
        task.set("instance.state.max.bytes", "4").start();
        task.poll();
        task.pollNothingWhile("scans-total", 2);
        assertThat(task.metric("hosts-state-in-memory")).isEqualTo(1);
        task.restart();
        assertThat(TaskFixture.names(task.poll())).containsExactly("B");
    }

    @Test
    void keepsValueBeforeScanOnAllRecordsButTheLast() {
        task.start();
        List<SourceRecord> scan = task.poll();
        assertThat(scan.get(0).sourceOffset()).isEqualTo(Map.of());
    }

    @Test
    void failsScanIfNoInstanceHasTheProperty() {
        task.set("instance.watermark", "Missing").start();
        task.pollNothingWhile("scans-failed-total", 2);
    }
}
