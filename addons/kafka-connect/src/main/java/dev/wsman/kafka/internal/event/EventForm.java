package dev.wsman.kafka.internal.event;

import dev.wsman.event.WindowsEvent;
import dev.wsman.kafka.internal.config.ValueFormat;
import dev.wsman.kafka.internal.value.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/** The form of keys and values of events. Thread-safe. */
interface EventForm {
    /** Returns the key of an event: computer, channel and record number. */
    SchemaAndValue key(WindowsEvent event);

    /** Returns the value of an event. */
    SchemaAndValue value(WindowsEvent event);

    /** Returns the value of an event of which {@link #key} or {@link #value} failed: its XML, and the problem. */
    SchemaAndValue unprocessed(WindowsEvent event, String problem);

    /** Returns the form that the configuration names. */
    static EventForm of(ValueFormat format) {
        return switch (format) {
            case STRUCT -> new StructForm();
            case JSON -> new TextForm(true);
            case XML -> new TextForm(false);
        };
    }

    /** Structures with schemas. */
    final class StructForm implements EventForm {
        @Override
        public SchemaAndValue key(WindowsEvent event) {
            return new SchemaAndValue(EventSchemas.KEY, EventStructs.key(event));
        }

        @Override
        public SchemaAndValue value(WindowsEvent event) {
            return new SchemaAndValue(EventSchemas.EVENT, EventStructs.event(event));
        }

        @Override
        public SchemaAndValue unprocessed(WindowsEvent event, String problem) {
            return new SchemaAndValue(EventSchemas.EVENT, EventStructs.unprocessed(event, problem));
        }
    }

    /**
     * Texts. The key is JSON for both forms of values.
     *
     * @param json whether values are JSON, or else the XML of the event
     */
    record TextForm(boolean json) implements EventForm {
        @Override
        public SchemaAndValue key(WindowsEvent event) {
            Map<String, @Nullable Object> key = new LinkedHashMap<>();
            key.put(EventSchemas.COMPUTER, event.computer().orElse(null));
            key.put(EventSchemas.CHANNEL, event.channel().orElse(null));
            key.put(
                    EventSchemas.RECORD_ID,
                    event.recordId().isPresent() ? event.recordId().getAsLong() : null);
            return new SchemaAndValue(Schema.STRING_SCHEMA, JsonText.of(key));
        }

        @Override
        public SchemaAndValue value(WindowsEvent event) {
            return new SchemaAndValue(Schema.STRING_SCHEMA, json ? JsonText.of(event.toMap()) : event.xml());
        }

        @Override
        public SchemaAndValue unprocessed(WindowsEvent event, String problem) {
            Map<String, @Nullable Object> value = new LinkedHashMap<>();
            value.put("Problem", problem);
            value.put("Xml", event.xml());
            return new SchemaAndValue(Schema.STRING_SCHEMA, json ? JsonText.of(value) : event.xml());
        }
    }
}
