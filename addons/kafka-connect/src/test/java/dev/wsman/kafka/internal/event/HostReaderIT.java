package dev.wsman.kafka.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wsman.event.WindowsEvent;
import dev.wsman.kafka.internal.config.EventLogConfig;
import dev.wsman.kafka.internal.config.EventLogKeys.Start;
import dev.wsman.kafka.internal.config.ValueFormat;
import dev.wsman.kafka.internal.work.LoginGuard;
import dev.wsman.kafka.internal.work.TaskThreads;
import dev.wsman.testkit.WsmanService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class HostReaderIT {
    private final WsmanService host = WsmanService.builder().build().start();
    private final EventLogConfig config = new EventLogConfig(Map.of(
            "topic", "events",
            "event.channels", "System",
            "auth.username", host.user(),
            "auth.password", host.password(),
            "retry.pause.ms", "10"));
    private final TaskThreads threads = config.work().threads("test-");
    private final EventBuffer buffer = new EventBuffer(1_000, 1_000);

    @AfterEach
    void close() {
        buffer.close();
        threads.close();
        host.close();
    }

    @Test
    void failsTaskIfEventCausesError() {
        start(() -> {
            throw new NoClassDefFoundError("org/example/Missing");
        });
        host.log("System").write(1);
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> buffer.take(1, 60_000))
                .withMessageContaining("org/example/Missing");
    }

    @Test
    void writesEventThatCannotBeProcessedAndContinues() throws InterruptedException {
        start(() -> {
            throw new IllegalStateException("a defect");
        });
        host.log("System").write(1);
        List<SourceRecord> records = buffer.take(1, 60_000);
        assertThat((String) records.get(0).value()).startsWith("<Event ");
        assertThat(records.get(0).headers().lastWithName("wsman.problem").value())
                .isEqualTo("it cannot be processed: java.lang.IllegalStateException: a defect");
        host.log("System").write(2);
        assertThat(buffer.take(1, 60_000)).hasSize(1);
    }

    private void start(Supplier<SchemaAndValue> values) {
        threads.onDefect(buffer::fail);
        EventPosition position = EventPosition.of(Start.OLDEST);
        EventPartition partition = new EventPartition(host.endpoint(), config.queryHash());
        EventRecords records = new EventRecords(partition, config, position, new FailingForm(values));
        ReaderSettings settings = new ReaderSettings(
                config,
                config.query(),
                config.session(),
                threads,
                buffer,
                new EventMetrics(),
                new LoginGuard(config.work().loginPause(), System::nanoTime, threads::later),
                Duration.ofSeconds(20),
                Duration.ofSeconds(20));
        new HostReader(host.endpoint(), new BatchRecords(records, position), settings).start();
    }

    private record FailingForm(Supplier<SchemaAndValue> values) implements EventForm {
        private static final EventForm XML = EventForm.of(ValueFormat.XML);

        @Override
        public SchemaAndValue key(WindowsEvent event) {
            return XML.key(event);
        }

        @Override
        public SchemaAndValue value(WindowsEvent event) {
            return values.get();
        }

        @Override
        public SchemaAndValue unprocessed(WindowsEvent event, String problem) {
            return XML.unprocessed(event, problem);
        }
    }
}
