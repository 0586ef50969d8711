package dev.wsman.kafka.internal.instance;

import dev.wsman.kafka.internal.config.InstanceConfig;
import dev.wsman.kafka.internal.config.ValueFormat;
import dev.wsman.kafka.internal.instance.HostMemory.ScanChanges;
import dev.wsman.kafka.internal.value.JsonText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Makes the records of scans. Thread-safe. */
final class ScanRecords {
    /** The header with the URL of the host. */
    static final String ENDPOINT_HEADER = "wsman.endpoint";

    /** The header with the class. */
    static final String CLASS_HEADER = "wsman.class";

    private final String topic;
    private final ValueFormat format;
    private final Set<String> arrays;
    private final boolean tombstones;
    private final KeyForm keys = new KeyForm();
    private final ClassSchemas schemas = new ClassSchemas();

    ScanRecords(InstanceConfig config) {
        this.topic = config.topic();
        this.format = config.valueFormat();
        this.arrays = config.arrays();
        this.tombstones = config.tombstones();
    }

    /**
     * A record without its offset.
     *
     * @param value null for an instance that is gone
     */
    private record Draft(InstanceKey key, @Nullable SchemaAndValue value) {}

    /**
     * Returns the records of a scan: null values for instances that are gone, and then the instances. Only the last one
     * has the offset after the scan; those before it have the one before, so that a crash in between repeats records.
     * Null values are first, because users filter them out, and with them the offset.
     *
     * @param partition the host and the source
     * @param before the offset before the scan
     * @param time when the scan began: the timestamp of all records
     */
    List<SourceRecord> records(
            InstancePartition partition, Map<String, Object> before, ScanChanges changes, Instant time) {
        List<Draft> drafts = new ArrayList<>();
        if (tombstones) {
            changes.gone().forEach(key -> drafts.add(new Draft(key, null)));
        }
        drafts.addAll(values(changes.emitted()));
        List<SourceRecord> records = new ArrayList<>(drafts.size());
        for (int i = 0; i < drafts.size(); i++) {
            Map<String, Object> offset = i == drafts.size() - 1 ? changes.next().offset() : before;
            records.add(record(partition, offset, drafts.get(i), time));
        }
        return records;
    }

    private SourceRecord record(InstancePartition partition, Map<String, Object> offset, Draft draft, Instant time) {
        SchemaAndValue key = format == ValueFormat.STRUCT
                ? keys.struct(partition.endpoint(), draft.key())
                : KeyForm.json(partition.endpoint(), draft.key());
        SchemaAndValue value = draft.value() == null ? SchemaAndValue.NULL : draft.value();
        ConnectHeaders headers = new ConnectHeaders();
        headers.addString(ENDPOINT_HEADER, partition.endpoint());
        headers.addString(CLASS_HEADER, draft.key().className());
        return new SourceRecord(
                partition.toMap(),
                offset,
                topic,
                null,
                key.schema(),
                key.value(),
                value.schema(),
                value.value(),
                time.toEpochMilli(),
                headers);
    }

    private List<Draft> values(List<ScannedInstance> instances) {
        return switch (format) {
            case STRUCT -> structs(instances);
            case JSON ->
                instances.stream()
                        .map(item -> new Draft(item.key(), text(JsonText.of(properties(item)))))
                        .toList();
            case XML ->
                instances.stream()
                        .map(item -> new Draft(item.key(), text(item.instance().toXml())))
                        .toList();
        };
    }

    private static SchemaAndValue text(String text) {
        return new SchemaAndValue(Schema.STRING_SCHEMA, text);
    }

    /** All instances of a class in a scan have the same schema. */
    private List<Draft> structs(List<ScannedInstance> instances) {
        List<Map<String, Object>> properties =
                instances.stream().map(this::properties).toList();
        Map<String, List<Map<String, Object>>> classes = new LinkedHashMap<>();
        for (int i = 0; i < instances.size(); i++) {
            classes.computeIfAbsent(instances.get(i).key().className(), name -> new ArrayList<>())
                    .add(properties.get(i));
        }
        Map<String, Schema> known = new LinkedHashMap<>();
        classes.forEach((name, members) -> known.put(name, schemas.schema(name, members)));
        List<Draft> drafts = new ArrayList<>(instances.size());
        for (int i = 0; i < instances.size(); i++) {
            InstanceKey key = instances.get(i).key();
            Schema schema = known.get(key.className());
            drafts.add(new Draft(key, new SchemaAndValue(schema, PropertyShape.struct(properties.get(i), schema))));
        }
        return drafts;
    }

    /** Returns the properties, with those as lists that the configuration names as arrays. */
    private Map<String, Object> properties(ScannedInstance item) {
        Map<String, Object> properties = item.instance().toMap();
        if (arrays.isEmpty()) {
            return properties;
        }
        Map<String, Object> changed = new LinkedHashMap<>(properties);
        changed.replaceAll(
                (name, value) -> value == null || value instanceof List || !isArray(name) ? value : List.of(value));
        return changed;
    }

    private boolean isArray(String property) {
        return arrays.contains(property.toLowerCase(Locale.ROOT));
    }
}
