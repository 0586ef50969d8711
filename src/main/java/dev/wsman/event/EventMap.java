package dev.wsman.event;

import dev.wsman.Instance;
import dev.wsman.internal.event.EventElement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts an event to a map: {@link WindowsEvent#toMap()}. */
final class EventMap {
    /** The key of the name of EventData itself, which no value has. */
    private static final String DATA_NAME = "#name";

    private EventMap() {}

    static Map<String, Object> unreadable(String problem, String xml) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("Problem", problem);
        map.put("Xml", xml);
        return Collections.unmodifiableMap(map);
    }

    static Map<String, Object> of(EventElement event) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (EventElement part : event.children()) {
            map.put(
                    part.name(),
                    switch (part.name()) {
                        case "System" -> system(part);
                        case "EventData" -> eventData(part);
                        case "RenderingInfo" -> rendering(part);
                        default -> properties(part);
                    });
        }
        return Collections.unmodifiableMap(map);
    }

    private static Map<String, Object> system(EventElement system) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (EventElement child : system.children()) {
            switch (child.name()) {
                case "EventID" -> {
                    map.put("EventID", value(child.text()));
                    putPresent(map, "Qualifiers", child.attribute("Qualifiers"));
                }
                case "TimeCreated" -> putPresent(map, "TimeCreated", child.attribute("SystemTime"));
                case "Security" -> putPresent(map, "UserID", child.attribute("UserID"));
                case "Provider", "Correlation", "Execution" -> map.put(child.name(), child.attributes());
                default -> map.put(child.name(), value(child.text()));
            }
        }
        return Collections.unmodifiableMap(map);
    }

    /** A value without a name has the key Data; values with the same name become a list. */
    private static Map<String, Object> eventData(EventElement data) {
        Map<String, List<Object>> values = new LinkedHashMap<>();
        for (EventElement child : data.children()) {
            String name = child.attribute("Name");
            values.computeIfAbsent(name == null ? child.name() : name, key -> new ArrayList<>(1))
                    .add(child.name().equals("ComplexData") ? properties(child) : child.text());
        }
        Map<String, Object> map = new LinkedHashMap<>();
        putPresent(map, DATA_NAME, data.attribute("Name"));
        values.forEach((name, all) -> map.put(name, all.size() == 1 ? all.get(0) : Collections.unmodifiableList(all)));
        return Collections.unmodifiableMap(map);
    }

    private static Map<String, Object> rendering(EventElement rendering) {
        Map<String, Object> map = new LinkedHashMap<>();
        putPresent(map, "Culture", rendering.attribute("Culture"));
        for (EventElement child : rendering.children()) {
            map.put(
                    child.name(),
                    child.name().equals("Keywords")
                            ? child.children().stream().map(EventElement::text).toList()
                            : value(child.text()));
        }
        return Collections.unmodifiableMap(map);
    }

    private static Map<String, Object> properties(EventElement part) {
        return Instance.parse(part.xml()).toMap();
    }

    private static @Nullable String value(String text) {
        return text.isEmpty() ? null : text;
    }

    private static void putPresent(Map<String, Object> map, String key, @Nullable String value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    /** Returns the elements of a part that have only texts, by name in their order; the first of those that repeat. */
    static Map<String, String> texts(EventElement part) {
        Map<String, String> map = new LinkedHashMap<>();
        part.children().forEach(child -> map.putIfAbsent(child.name(), child.text()));
        return Collections.unmodifiableMap(map);
    }
}
