package dev.wsman.internal.json;

import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.stream.JsonGenerator;

/** Writes a {@link JsonForm} with JSON-B, which is an optional dependency: only JSON-B loads this class. */
public final class JsonFormSerializer implements JsonbSerializer<JsonForm> {
    @Override
    public void serialize(JsonForm form, JsonGenerator generator, SerializationContext context) {
        context.serialize(form.toJson(), generator);
    }
}
