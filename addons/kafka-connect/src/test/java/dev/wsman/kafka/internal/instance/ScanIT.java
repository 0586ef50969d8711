package dev.wsman.kafka.internal.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.kafka.fixture.Await;
import dev.wsman.kafka.fixture.ReservedPort;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScanIT {
    private final DiskTable disks = new DiskTable();
    private final WsmanService server = TaskFixture.service(disks);
    private final TaskFixture task = TaskFixture.of(server);

    @AfterEach
    void stop() {
        task.close();
        server.close();
    }

    @Test
    void writesAllInstancesOfEachScan() {
        disks.put("C:", "Free", 7L, "Tags", List.of("system", "ssd")).put("D:", "Free", 8L);
        task.start();
        List<SourceRecord> scan = task.poll();
        assertThat(TaskFixture.names(scan)).containsExactly("C:", "D:");
        SourceRecord first = scan.get(0);
        assertThat(first.topic()).isEqualTo("disks");
        assertThat(first.kafkaPartition()).isNull();
        assertThat(((Struct) first.key()).getString("endpoint")).isEqualTo(server.endpoint());
        assertThat(((Struct) first.key()).getString("class")).isEqualTo(DiskTable.NAME);
        Struct value = (Struct) first.value();
        assertThat(value.getString("Free")).isEqualTo("7");
        assertThat(value.getArray("Tags")).isEqualTo(List.of("system", "ssd"));
        assertThat(((Struct) scan.get(1).value()).getArray("Tags")).isNull();
        assertThat(first.headers().lastWithName("wsman.endpoint").value()).isEqualTo(server.endpoint());
        assertThat(first.headers().lastWithName("wsman.class").value()).isEqualTo(DiskTable.NAME);
        assertThat(first.timestamp())
                .isEqualTo(scan.get(1).timestamp())
                .isEqualTo(scan.get(1).sourceOffset().get("scan"));
        assertThat(TaskFixture.names(task.poll())).containsExactly("C:", "D:");
        assertThat(server.lastRequest(ServiceOperation.ENUMERATE).text()).contains("EnumerateObjectAndEPR");
    }

    @Test
    void repeatsScansAtTheInterval() {
        disks.put("C:");
        task.set("instance.interval.ms", "300").start();
        List<SourceRecord> scans = task.pollUntil(records -> records.size() >= 4);
        // The first scan is at a moment of the host, and the second at least half an interval later.
        assertThat(scans.get(3).timestamp() - scans.get(0).timestamp()).isGreaterThanOrEqualTo(2 * 300);
    }

    @Test
    void scansOthersWhileLargeHostDoesNotReply() {
        disks.fill(20);
        DiskTable few = new DiskTable().put("X:");
        try (WsmanService other = TaskFixture.service(few);
                TaskFixture both = TaskFixture.of(server, other)
                        .set("buffer.instances", "20")
                        .set("timeout.ms", "600000")
                        .start()) {
            both.pollUntil(some -> some.size() >= 42);
            server.on(ServiceOperation.ENUMERATE).always().drop();
            int requests = server.requests(ServiceOperation.ENUMERATE).size();
            both.pollUntil(some -> server.requests(ServiceOperation.ENUMERATE).size() > requests);
            other.clearRequests();
            both.pollUntil(some -> other.requests(ServiceOperation.ENUMERATE).size() >= 3);
            assertThat(both.metric("scans-failed-total")).isZero();
        }
    }

    @Test
    void emitsNothingOfScanThatFailsInTheMiddle() {
        disks.fill(3_000);
        task.set("retry.pause.ms", "1").set("retry.pause.max.ms", "1");
        server.on(ServiceOperation.PULL).after(1).always().fault(FaultKind.ACCESS_DENIED);
        task.set("retry.pause.login.ms", "300").start();
        List<SourceRecord> records = new ArrayList<>();
        task.pollUntilMetric("scans-failed-total", 2, records);
        assertThat(records).isEmpty();
        assertThat(task.metric("hosts-failing")).isEqualTo(1);
        server.clearScriptedReplies();
        assertThat(task.poll()).hasSize(3_000);
        assertThat(task.metric("hosts-failing")).isZero();
        assertThat(server.requests(ServiceOperation.PULL).size()).isGreaterThan(3);
    }

    @Test
    void releasesEnumerationThatHasTooManyItems() {
        disks.fill(3_000);
        task.set("instance.scan.max.items", "1000").start();
        List<SourceRecord> records = new ArrayList<>();
        task.pollUntilMetric("scans-failed-total", 2, records);
        assertThat(records).isEmpty();
        assertThat(server.awaitRequests(ServiceOperation.RELEASE, 2)).isNotEmpty();
    }

    @Test
    void readsAsManyItemsAsAllowed() {
        disks.fill(10);
        task.set("instance.scan.max.items", "10").start();
        assertThat(task.poll()).hasSize(10);
        disks.put("one more");
        task.pollUntilMetric("scans-failed-total", 1, new ArrayList<>());
    }

    @Test
    void limitsItemsOfReply() {
        disks.fill(10);
        task.set("instance.batch.items", "3").start();
        assertThat(task.poll()).hasSize(10);
        assertThat(server.requests(ServiceOperation.PULL).get(0).xpath("string(//*[local-name()='MaxElements'])"))
                .isEqualTo("3");
    }

    @Test
    void runsQueryWithPropertiesAsKey() {
        disks.put("C:", "Free", 7L).put("D:", "Free", 9L);
        task.remove("instance.resource")
                .set("instance.query", "select Name, Free from Example_Disk where Free > 8")
                .set("instance.key", "Name")
                .start();
        List<SourceRecord> scan = task.poll();
        assertThat(TaskFixture.names(scan)).containsExactly("D:");
        assertThat(((Struct) scan.get(0).key()).getString("class")).isEqualTo("Example_Disk");
        assertThat(scan.get(0).valueSchema().fields()).extracting("name").containsExactlyInAnyOrder("Name", "Free");
        assertThat(server.lastRequest(ServiceOperation.ENUMERATE).text()).doesNotContain("EnumerateObjectAndEPR");
    }

    @Test
    void runsQueryInOtherNamespace() {
        disks.put("C:");
        task.remove("instance.resource")
                .set("instance.query", "select * from Example_Disk")
                .set("instance.namespace", "wmi/root/cimv2/*")
                .start();
        assertThat(TaskFixture.names(task.poll())).containsExactly("C:");
        assertThat(server.lastRequest(ServiceOperation.ENUMERATE).resourceUri()).endsWith("/wmi/root/cimv2/*");
    }

    @Test
    void writesJson() {
        disks.put("C:", "Free", 7L, "Tags", List.of("one"));
        task.set("value.format", "json").set("instance.arrays", "tags").start();
        SourceRecord record = task.poll().get(0);
        assertThat(record.keySchema()).isEqualTo(Schema.STRING_SCHEMA);
        assertThat(record.key())
                .isEqualTo("{\"endpoint\":\"" + server.endpoint()
                        + "\",\"class\":\"Example_Disk\",\"selectors\":{\"Name\":\"C:\"}}");
        assertThat(record.valueSchema()).isEqualTo(Schema.STRING_SCHEMA);
        assertThat((String) record.value()).contains("\"Free\":\"7\"", "\"Tags\":[\"one\"]", "\"Changed\":null");
    }

    @Test
    void writesXml() {
        disks.put("C:", "Free", 7L);
        task.set("value.format", "xml").start();
        assertThat((String) task.poll().get(0).value()).startsWith("<").contains(":Free>7<", "nil=\"true\"/>");
    }

    @Test
    void writesStructureWithArrayOfOneItem() {
        disks.put("C:", "Tags", List.of("one"));
        task.set("instance.arrays", "Tags").start();
        Struct value = (Struct) task.poll().get(0).value();
        assertThat(value.getArray("Tags")).isEqualTo(List.of("one"));
    }

    @Test
    void scansOtherHostsWhileOneIsDown() {
        disks.put("C:");
        try (ReservedPort down = ReservedPort.create();
                TaskFixture both =
                        TaskFixture.of(server.endpoint(), down.endpoint()).start()) {
            List<SourceRecord> records = both.pollUntil(some -> some.size() >= 3);
            assertThat(TaskFixture.names(records)).containsOnly("C:");
            both.pollUntilMetric("scans-failed-total", 2, records);
            assertThat(both.metric("hosts")).isEqualTo(2);
            assertThat(both.metric("hosts-failing")).isEqualTo(1);
        }
    }

    @Test
    void keepsScanningWhileOtherHostDoesNotReply() {
        disks.put("C:");
        try (WsmanService silent = TaskFixture.service(new DiskTable());
                TaskFixture both = TaskFixture.of(server, silent)
                        .set("connecting.max", "1")
                        .set("timeout.ms", "6000")) {
            silent.on(ServiceOperation.ENUMERATE).always().drop();
            both.start();
            silent.awaitRequest(ServiceOperation.ENUMERATE);
            both.pollUntil(some -> some.size() >= 5);
            assertThat(both.metric("scans-failed-total")).isZero();
            silent.awaitRequests(ServiceOperation.ENUMERATE, 2);
            both.pollUntil(some -> some.size() >= 5);
            assertThat(both.metric("scans-failed-total")).isEqualTo(1);
            assertThat(both.gauges().get("last-failure").value(null, 0))
                    .asString()
                    .startsWith(silent.endpoint() + ": ");
        }
    }

    @Test
    void beginsNoFurtherScanWhileBufferIsFull() {
        disks.put("C:").put("D:");
        DiskTable others = new DiskTable().put("X:");
        try (WsmanService other = TaskFixture.service(others);
                TaskFixture free = TaskFixture.of(server, other)
                        .set("instance.interval.ms", "100")
                        .start();
                TaskFixture both = TaskFixture.of(server, other)
                        .set("buffer.instances", "1")
                        .set("instance.interval.ms", "100")) {
            free.pollUntil(some -> some.size() >= 6); // so that the first scan of both is not slow
            both.start();
            Await.until("first scan", Duration.ofMinutes(1), () -> both.metric("scans-total") == 1);
            free.pollUntil(some -> some.size() >= 15);
            assertThat(both.metric("scans-total")).isEqualTo(1);
            assertThat(both.metric("instances-buffered")).isLessThanOrEqualTo(2);
            List<SourceRecord> records = both.pollUntil(some -> some.size() >= 6);
            assertThat(TaskFixture.names(records)).contains("C:", "D:", "X:");
        }
    }

    @Test
    void countsWhatItDoes() {
        disks.put("C:").put("D:");
        task.start();
        task.poll();
        assertThat(task.metric("scans-total")).isPositive();
        assertThat(task.metric("instances-total")).isGreaterThanOrEqualTo(2);
        assertThat(task.metric("instances-emitted-total")).isGreaterThanOrEqualTo(2);
        assertThat(task.metric("tombstones-total")).isZero();
        assertThat(task.metric("scan-last-duration-ms")).isNotNegative();
        assertThat(task.metric("hosts")).isEqualTo(1);
        assertThat(task.metric("hosts-state-in-memory")).isZero();
    }

    @Test
    void worksOnWorkerWithoutMetricsOfPlugins() {
        disks.put("C:");
        task.withoutMetricsOfPlugins().start();
        assertThat(task.poll()).hasSize(1);
        assertThat(task.gauges()).isEmpty();
    }

    @Test
    void describesEachMetricInTheGuide() throws IOException {
        task.start();
        String guide = Files.readString(Path.of("instances.md"));
        assertThat(task.gauges()).hasSize(11).allSatisfy((name, gauge) -> assertThat(guide)
                .contains("`" + name + "`"));
    }

    @Test
    void stopsWhileScanWaitsForReply() {
        disks.put("C:");
        server.on(ServiceOperation.ENUMERATE).drop();
        task.start();
        server.awaitRequest(ServiceOperation.ENUMERATE);
        long begin = System.nanoTime();
        task.close();
        assertThat(System.nanoTime() - begin).isLessThan(20_000_000_000L); // the timeout is a minute
    }

    @Test
    void keepsOffsetBeforeScanOnAllRecordsButTheLast() {
        disks.put("C:").put("D:").put("E:");
        task.set("instance.changes.only", "true").start();
        List<SourceRecord> scan = task.poll();
        assertThat(scan.get(0).sourceOffset()).isEqualTo(Map.of());
        assertThat(scan.get(1).sourceOffset()).isEqualTo(Map.of());
        assertThat(scan.get(2).sourceOffset()).isNotEqualTo(Map.of());
    }
}
