package dev.wsman.kafka.internal.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens with the offsets of a class or query that another one replaces. */
class PreviousSourceIT {
    private static final String CLASS = "wmicimv2/" + DiskTable.NAME;
    private static final String ALL = "select * from Example_Disk";

    private final DiskTable disks = new DiskTable().put("A", "Id", 1L).put("B", "Id", 2L);
    private final WsmanService server = TaskFixture.service(disks);
    private final TaskFixture task = TaskFixture.of(server);

    @AfterEach
    void stop() {
        task.close();
        server.close();
    }

    private TaskFixture query(String query) {
        return task.remove("instance.resource").set("instance.query", query);
    }

    @Test
    void continuesAboveWatermarkOfPreviousQuery() {
        String former = ALL + " where Name != 'B'";
        query(former).set("instance.watermark", "Id").start();
        assertThat(TaskFixture.names(task.poll())).containsExactly("A");
        task.close();
        disks.put("0", "Id", 0L);
        query(ALL).set("instance.previous", former).start();
        assertThat(TaskFixture.names(task.poll())).containsExactly("B");
        String sent = server.lastRequest(ServiceOperation.ENUMERATE).xpath("string(//*[local-name()='Filter'])");
        assertThat(sent).contains("where Id >= ");
    }

    @Test
    void continuesAboveWatermarkOfPreviousClass() {
        task.set("instance.watermark", "Id").start();
        task.poll();
        disks.put("C", "Id", 3L);
        query(ALL).set("instance.previous", CLASS).restart();
        assertThat(TaskFixture.names(task.poll())).containsExactly("C");
    }

    /** The value of one property says nothing about another one. */
    @Test
    void beginsAnewIfWatermarkIsAnotherProperty() {
        disks.put("A", "Id", 1L, "Free", 1L).put("B", "Id", 2L, "Free", 1L);
        query(ALL).set("instance.watermark", "Id").start();
        task.poll();
        task.set("instance.previous", ALL).set("instance.watermark", "Free").restart();
        assertThat(TaskFixture.names(task.poll())).containsExactlyInAnyOrder("A", "B");
    }

    @Test
    void writesNullForWhatOnlyPreviousClassHas() {
        task.set("instance.changes.only", "true")
                .set("instance.tombstones", "true")
                .start();
        task.poll();
        disks.put("C", "Id", 3L);
        query(ALL + " where Name != 'A'").set("instance.previous", CLASS).restart();
        List<SourceRecord> records = task.poll();
        assertThat(TaskFixture.names(records)).containsExactly("A", "C");
        assertThat(records.get(0).value()).isNull();
        task.remove("instance.previous").restart(); // it has an offset of its own now
        task.pollNothingWhile("scans-total", 2);
    }
}
