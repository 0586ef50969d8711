package dev.wsman.kafka.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsman.kafka.fixture.EventTopic;
import dev.wsman.kafka.fixture.TopicReader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Prints the configurations and the records of the demonstration. */
final class DemoOutput {
    private static final Set<String> SHOWN = Set.of(
            "connector.class",
            "tasks.max",
            "topic",
            "auth.scheme",
            "auth.username",
            "event.channels",
            "event.start",
            "instance.resource",
            "instance.interval.ms",
            "instance.changes.only");
    private static final int LINES = 10;

    private final long start = System.nanoTime();
    private String topic = "";
    /** How many records of the topic are printed or counted. */
    private int seen;

    /** Prints what a person writes into the configuration of a connector. */
    void connector(Map<String, String> configuration) {
        System.out.println();
        for (Map.Entry<String, String> entry : configuration.entrySet()) {
            if (SHOWN.contains(entry.getKey())) {
                line("    %-22s %s", entry.getKey(), entry.getValue());
            }
        }
        String[] hosts = configuration.get("hosts").split(",");
        line("    %-22s %s, ... (%d hosts)", "hosts", hosts[0], hosts.length);
        line("    %-22s %s", "auth.password", "(from a ConfigProvider in production)");
        topic = configuration.get("topic");
        seen = 0;
    }

    /** Prints the events since the last call. */
    void events(String which, TopicReader reader) {
        List<ConsumerRecord<String, String>> records = next(which, reader, "event");
        line("    %-9s %-22s %-8s %6s %8s  %s", "partition", "computer", "channel", "record", "event", "message");
        for (ConsumerRecord<String, String> record : records) {
            JsonNode event = EventTopic.json(record.value());
            line(
                    "    %-9d %-22s %-8s %6s %8s  %s",
                    record.partition(),
                    event.path("computer").asText(),
                    event.path("channel").asText(),
                    event.path("record_id").asText(),
                    event.path("event_id").asText(),
                    event.path("data").path(1).path("value").asText());
        }
    }

    /** Prints the instances since the last call. */
    void instances(String which, TopicReader reader) {
        List<ConsumerRecord<String, String>> records = next(which, reader, "instance");
        line("    %-9s %-32s %-18s %s", "partition", "host", "service", "state");
        for (ConsumerRecord<String, String> record : records.subList(0, Math.min(LINES, records.size()))) {
            JsonNode instance = EventTopic.json(record.value());
            line(
                    "    %-9d %-32s %-18s %s",
                    record.partition(),
                    TopicReader.header(record, "wsman.endpoint"),
                    instance.path("Name").asText(),
                    instance.path("State").asText());
        }
        if (records.size() > LINES) {
            line("    ... and %d more", records.size() - LINES);
        }
    }

    private List<ConsumerRecord<String, String>> next(String which, TopicReader reader, String what) {
        List<ConsumerRecord<String, String>> all = reader.records();
        List<ConsumerRecord<String, String>> records = all.subList(seen, all.size());
        seen = all.size();
        line(
                "%n%5.1f s  topic %s: %d %s%s %s",
                seconds(), topic, records.size(), what, records.size() == 1 ? "" : "s", which);
        return records;
    }

    /** Prints the last line. */
    void end() {
        line("%n%5.1f s  done", seconds());
    }

    private double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void line(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
