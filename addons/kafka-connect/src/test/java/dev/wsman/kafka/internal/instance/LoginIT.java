package dev.wsman.kafka.internal.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.WsmanService;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoginIT {
    private final DiskTable disks = new DiskTable().put("C:");
    private final WsmanService server =
            WsmanService.builder().add(disks).build().start();
    private final TaskFixture task = TaskFixture.of(server)
            .set("auth.scheme", "negotiate")
            .set("auth.username", server.user())
            .set("auth.password", server.password());

    @AfterEach
    void stop() {
        task.close();
        server.close();
    }

    @Test
    void readsWithEncryptedMessages() {
        task.start();
        assertThat(TaskFixture.names(task.poll())).containsExactly("C:");
    }

    @Test
    void pausesAfterRejectedLogin() {
        task.set("auth.password", "not the password")
                .set("retry.pause.ms", "1")
                .set("retry.pause.login.ms", "600000")
                .start();
        List<SourceRecord> records = new ArrayList<>();
        task.pollUntilMetric("scans-failed-total", 1, records);
        TaskFixture.awaitManyRetries();
        assertThat(records).isEmpty();
        assertThat(task.metric("scans-failed-total")).isEqualTo(1);
    }
}
