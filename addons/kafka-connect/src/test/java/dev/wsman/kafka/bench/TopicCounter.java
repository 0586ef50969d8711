package dev.wsman.kafka.bench;

import dev.wsman.kafka.fixture.Await;
import dev.wsman.kafka.fixture.KafkaBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Counts the records of a topic by the ends of its partitions, without reading them. */
final class TopicCounter implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    TopicCounter(KafkaBroker broker, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        partitions = consumer.partitionsFor(topic).stream()
                .map(each -> new TopicPartition(topic, each.partition()))
                .toList();
    }

    long count() {
        return consumer.endOffsets(partitions).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    void await(long records) {
        Await.until(
                records + " records",
                Duration.ofMinutes(10),
                () -> count() >= records,
                () -> "; " + count() + " are there");
    }

    @Override
    public void close() {
        consumer.close();
    }
}
