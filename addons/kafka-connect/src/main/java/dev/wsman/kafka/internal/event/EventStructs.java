package dev.wsman.kafka.internal.event;

import dev.wsman.Instance;
import dev.wsman.event.EventData;
import dev.wsman.event.EventProcessingError;
import dev.wsman.event.EventRendering;
import dev.wsman.event.WindowsEvent;
import java.util.Date;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Makes structures of events. What an event does not have is null. */
final class EventStructs {
    private EventStructs() {}

    static Struct key(WindowsEvent event) {
        return new Struct(EventSchemas.KEY)
                .put(EventSchemas.COMPUTER, event.computer().orElse(null))
                .put(EventSchemas.CHANNEL, event.channel().orElse(null))
                .put(EventSchemas.RECORD_ID, number(event.recordId()));
    }

    static Struct event(WindowsEvent event) {
        Struct struct = new Struct(EventSchemas.EVENT);
        origin(event, struct);
        definition(event, struct);
        execution(event, struct);
        content(event, struct);
        struct.put(
                        "processing_error",
                        event.processingError().map(EventStructs::error).orElse(null))
                .put("rendering", event.rendering().map(EventStructs::rendering).orElse(null))
                .put("problem", event.problem().orElse(null))
                .put("xml", event.isReadable() ? null : event.xml());
        return struct;
    }

    static Struct unprocessed(WindowsEvent event, String problem) {
        return new Struct(EventSchemas.EVENT)
                .put("data", List.of())
                .put("problem", problem)
                .put("xml", event.xml());
    }

    private static void origin(WindowsEvent event, Struct struct) {
        struct.put(EventSchemas.COMPUTER, event.computer().orElse(null))
                .put(EventSchemas.CHANNEL, event.channel().orElse(null))
                .put(EventSchemas.RECORD_ID, number(event.recordId()))
                .put("time", EventTime.of(event).map(Date::from).orElse(null))
                .put("system_time", event.time().map(Object::toString).orElse(null))
                .put("container", event.container().orElse(null))
                .put("user_sid", event.userSid().orElse(null));
    }

    private static void definition(WindowsEvent event, Struct struct) {
        struct.put("provider", event.provider().orElse(null))
                .put("provider_guid", event.providerGuid().map(Object::toString).orElse(null))
                .put("event_source_name", event.eventSourceName().orElse(null))
                .put("event_id", number(event.id()))
                .put("qualifiers", number(event.qualifiers()))
                .put("version", number(event.version()))
                .put("level", number(event.level()))
                .put("task", number(event.task()))
                .put("opcode", number(event.opcode()))
                .put("keywords", number(event.keywords()));
    }

    private static void execution(WindowsEvent event, Struct struct) {
        struct.put("activity_id", event.activityId().map(Object::toString).orElse(null))
                .put(
                        "related_activity_id",
                        event.relatedActivityId().map(Object::toString).orElse(null))
                .put("process_id", number(event.processId()))
                .put("thread_id", number(event.threadId()))
                .put("processor_id", number(event.processorId()))
                .put("session_id", number(event.sessionId()))
                .put("kernel_time", number(event.kernelTime()))
                .put("user_time", number(event.userTime()))
                .put("processor_time", number(event.processorTime()));
    }

    private static void content(WindowsEvent event, Struct struct) {
        List<String> complex = event.complexData().stream().map(Instance::toXml).toList();
        struct.put("data_name", event.dataName().orElse(null))
                .put("data", event.data().stream().map(EventStructs::data).toList())
                .put("complex_data", complex.isEmpty() ? null : complex)
                .put("binary", event.binary().orElse(null))
                .put("user_data", event.userData().map(Instance::toXml).orElse(null))
                .put("debug_data", event.debugData().isEmpty() ? null : event.debugData());
    }

    private static Struct data(EventData data) {
        return new Struct(EventSchemas.DATA)
                .put("name", data.name().orElse(null))
                .put("type", data.type().orElse(null))
                .put("value", data.value());
    }

    private static Struct rendering(EventRendering rendering) {
        return new Struct(EventSchemas.RENDERING)
                .put("culture", rendering.culture().orElse(null))
                .put("message", rendering.message().orElse(null))
                .put("level", rendering.level().orElse(null))
                .put("task", rendering.task().orElse(null))
                .put("opcode", rendering.opcode().orElse(null))
                .put("channel", rendering.channel().orElse(null))
                .put("provider", rendering.provider().orElse(null))
                .put("keywords", rendering.keywords());
    }

    private static Struct error(EventProcessingError error) {
        return new Struct(EventSchemas.PROCESSING_ERROR)
                .put("error_code", number(error.errorCode()))
                .put("data_item_name", error.dataItemName().orElse(null))
                .put("payload", error.payload().orElse(null));
    }

    private static @Nullable Integer number(OptionalInt number) {
        return number.isPresent() ? number.getAsInt() : null;
    }

    private static @Nullable Long number(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }
}
