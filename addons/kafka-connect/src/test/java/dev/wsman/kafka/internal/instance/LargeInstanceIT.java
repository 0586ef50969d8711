package dev.wsman.kafka.internal.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServiceOperation;
import org.junit.jupiter.api.Test;

class LargeInstanceIT {
    @Test
    void namesKeyToRaiseIfInstanceIsLargerThanReply() {
        try (WsmanService server = TaskFixture.service(new DiskTable().put("A", "Id", 1L));
                TaskFixture task = TaskFixture.of(server)) {
            server.on(ServiceOperation.ENUMERATE).fault(FaultKind.ENCODING_LIMIT);
            task.start();
            assertThat(TaskFixture.names(task.poll())).containsExactly("A");
            assertThat(task.metric("scans-failed-total")).isEqualTo(1);
            assertThat((String) task.gauges().get("last-failure").value(null, 0))
                    .startsWith(server.endpoint() + ": an instance is larger than a reply may be; raise"
                            + " envelope.max.bytes, and MaxEnvelopeSizekb of the host");
        }
    }
}
