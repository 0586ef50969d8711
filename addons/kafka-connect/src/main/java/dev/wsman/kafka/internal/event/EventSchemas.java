package dev.wsman.kafka.internal.event;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Timestamp;

/** The schemas of keys and values. A change that a reader of the present version does not expect gets a new version. */
final class EventSchemas {
    static final String COMPUTER = "computer";
    static final String CHANNEL = "channel";
    static final String RECORD_ID = "record_id";

    private static final String PREFIX = "dev.wsman.kafka.";
    private static final Schema TEXT = Schema.OPTIONAL_STRING_SCHEMA;
    private static final Schema INT = Schema.OPTIONAL_INT32_SCHEMA;
    private static final Schema LONG = Schema.OPTIONAL_INT64_SCHEMA;
    private static final Schema TEXTS =
            SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build();

    /** Computer, channel and record number. */
    static final Schema KEY = struct("EventKey")
            .field(COMPUTER, TEXT)
            .field(CHANNEL, TEXT)
            .field(RECORD_ID, LONG)
            .build();

    /** One value of {@code EventData}. */
    static final Schema DATA = struct("EventData")
            .field("name", TEXT)
            .field("type", TEXT)
            .field("value", Schema.STRING_SCHEMA)
            .build();

    /** The texts of an event. */
    static final Schema RENDERING = struct("EventRendering")
            .optional()
            .field("culture", TEXT)
            .field("message", TEXT)
            .field("level", TEXT)
            .field("task", TEXT)
            .field("opcode", TEXT)
            .field("channel", TEXT)
            .field("provider", TEXT)
            .field("keywords", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
            .build();

    /** Why Windows could not write the values. */
    static final Schema PROCESSING_ERROR = struct("EventProcessingError")
            .optional()
            .field("error_code", LONG)
            .field("data_item_name", TEXT)
            .field("payload", TEXT)
            .build();

    /** An event. */
    static final Schema EVENT = event();

    private EventSchemas() {}

    private static SchemaBuilder struct(String name) {
        return SchemaBuilder.struct().name(PREFIX + name).version(1);
    }

    private static Schema event() {
        SchemaBuilder event = struct("WindowsEvent");
        system(event);
        return event.field("data_name", TEXT)
                .field("data", SchemaBuilder.array(DATA).build())
                .field("complex_data", TEXTS)
                .field("binary", Schema.OPTIONAL_BYTES_SCHEMA)
                .field("user_data", TEXT)
                .field(
                        "debug_data",
                        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA)
                                .optional()
                                .build())
                .field("processing_error", PROCESSING_ERROR)
                .field("rendering", RENDERING)
                .field("problem", TEXT)
                .field("xml", TEXT)
                .build();
    }

    private static void system(SchemaBuilder event) {
        event.field(COMPUTER, TEXT)
                .field(CHANNEL, TEXT)
                .field(RECORD_ID, LONG)
                .field("time", Timestamp.builder().optional().build())
                .field("system_time", TEXT)
                .field("provider", TEXT)
                .field("provider_guid", TEXT)
                .field("event_source_name", TEXT)
                .field("event_id", INT)
                .field("qualifiers", INT)
                .field("version", INT)
                .field("level", INT)
                .field("task", INT)
                .field("opcode", INT)
                .field("keywords", LONG)
                .field("activity_id", TEXT)
                .field("related_activity_id", TEXT)
                .field("process_id", LONG)
                .field("thread_id", LONG)
                .field("processor_id", LONG)
                .field("session_id", LONG)
                .field("kernel_time", LONG)
                .field("user_time", LONG)
                .field("processor_time", LONG)
                .field("container", TEXT)
                .field("user_sid", TEXT);
    }
}
