package dev.wsman.event;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.wsman.Instance;
import dev.wsman.internal.event.EventElement;
import dev.wsman.internal.event.ReceivedEvent;
import dev.wsman.internal.json.JsonForm;
import dev.wsman.internal.json.JsonFormSerializer;
import jakarta.json.bind.annotation.JsonbTypeSerializer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.StringJoiner;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event of the event log of Windows ([MS-EVEN6] 2.2.13): a view of its XML, which is a light tree and not DOM.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 *  <Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event">
 *    <System>
 *      <Provider Name="Service Control Manager"/>                provider()     Optional[Service Control Manager]
 *      <EventID Qualifiers="16384">7036</EventID>                id()           OptionalInt[7036]
 *      <Level>4</Level>                                          level()        OptionalInt[4]
 *      <TimeCreated SystemTime="2022-09-21T14:48:21.6986159Z"/>  time()         2022-09-21T14:48:21.698615900Z
 *      <EventRecordID>149141</EventRecordID>                     recordId()     OptionalLong[149141]
 *      <Channel>System</Channel>                                 channel()      Optional[System]
 *    </System>
 *    <EventData><Data Name="a">Spooler</Data></EventData>        data("a")      Optional[Spooler]
 *    <RenderingInfo><Message>…</Message></RenderingInfo>         message()      Optional[…]
 *  </Event>
 * }</pre>
 *
 * <p><b>Missing parts.</b> Everything except the provider may be missing on the wire. An accessor returns an empty
 * Optional or collection if its part is missing, has no content, or is not a value of its type; no accessor throws for
 * that reason. {@link #xml} has the original.
 *
 * <p><b>Unreadable events.</b> Windows sends events that are not well-formed XML. Characters that XML forbids are
 * replaced by {@code U+FFFD}, and an event that is cut inside its rendering is read without the rendering. An event
 * that cannot be read even so does not fail its batch: {@link #isReadable} returns false, {@link #problem} says why,
 * {@link #xml} returns its text, and all other accessors return empty.
 *
 * <p><b>Trust.</b> The source writes all parts itself, including {@link #computer}: they are not authenticated.
 *
 * <p>Two events are equal if their elements are equal apart from prefixes and white space between elements, or, for
 * events that cannot be read, if their texts are.
 */
public sealed class WindowsEvent {
    private final ReceivedEvent received;

    private WindowsEvent(ReceivedEvent received) {
        this.received = received;
    }

    static WindowsEvent of(ReceivedEvent received) {
        return new JsonEvent(received);
    }

    /**
     * Returns the event with this XML, for example one that a program has stored. A text that is not an event is
     * accepted; see {@link #isReadable}.
     *
     * @throws IllegalArgumentException if the text is null or blank
     */
    public static WindowsEvent parse(String xml) {
        return of(ReceivedEvent.ofText(EventArguments.text(xml, "xml")));
    }

    /** Returns whether the XML is an event that can be read. */
    public boolean isReadable() {
        return received.event() != null;
    }

    /** Returns why the event cannot be read; empty if it can. */
    public Optional<String> problem() {
        return EventValues.text(received.problem());
    }

    /**
     * Returns the XML of the event. If the event arrived as text (in {@code CDATA}, as Windows pushes it), this is
     * exactly that text. An event that arrived as an element has all namespace declarations that it needs.
     */
    public String xml() {
        return received.xml();
    }

    /** Returns the name of the provider, for example {@code Microsoft-Windows-Security-Auditing}. */
    public Optional<String> provider() {
        return EventValues.text(systemAttribute("Provider", "Name"));
    }

    /** Returns the GUID of the provider. Classic providers have none. */
    public Optional<UUID> providerGuid() {
        return EventValues.guid(systemAttribute("Provider", "Guid"));
    }

    /** Returns the name of a classic provider's event source. Other providers have none. */
    public Optional<String> eventSourceName() {
        return EventValues.text(systemAttribute("Provider", "EventSourceName"));
    }

    /** Returns the event ID, 0 to 65535. Its meaning depends on the provider. */
    public OptionalInt id() {
        return EventValues.small(systemText("EventID"));
    }

    /** Returns the qualifiers: the upper 16 bits of the 32-bit ID of a classic event. */
    public OptionalInt qualifiers() {
        return EventValues.small(systemAttribute("EventID", "Qualifiers"));
    }

    /** Returns the version of the event's definition, 0 to 255. */
    public OptionalInt version() {
        return EventValues.small(systemText("Version"));
    }

    /**
     * Returns the level: 0 always logged, 1 critical, 2 error, 3 warning, 4 information, 5 verbose. Providers may
     * define others up to 255.
     */
    public OptionalInt level() {
        return EventValues.small(systemText("Level"));
    }

    /** Returns the task, a number that the provider defines. */
    public OptionalInt task() {
        return EventValues.small(systemText("Task"));
    }

    /** Returns the opcode, a number of which some are common to all providers. */
    public OptionalInt opcode() {
        return EventValues.small(systemText("Opcode"));
    }

    /** Returns the keywords as 64 bits. The highest bit may be set, so that the number is negative. */
    public OptionalLong keywords() {
        return EventValues.number(systemText("Keywords"));
    }

    /** Returns when the event was written, in UTC by the clock of the source, with up to nine digits of a second. */
    public Optional<Instant> time() {
        return EventValues.time(systemAttribute("TimeCreated", "SystemTime"));
    }

    /**
     * Returns the number of the event in its channel, unsigned: above {@code Long.MAX_VALUE} it is negative, and
     * {@link Long#toUnsignedString(long)} prints it. Numbers increase until the log is cleared. Computer, channel and
     * record number together identify an event.
     */
    public OptionalLong recordId() {
        return EventValues.number(systemText("EventRecordID"));
    }

    /** Returns the ID of the activity to which the event belongs. */
    public Optional<UUID> activityId() {
        return EventValues.guid(systemAttribute("Correlation", "ActivityID"));
    }

    /** Returns the ID of the activity to which control was transferred. */
    public Optional<UUID> relatedActivityId() {
        return EventValues.guid(systemAttribute("Correlation", "RelatedActivityID"));
    }

    /** Returns the ID of the process that wrote the event, unsigned 32 bits. */
    public OptionalLong processId() {
        return execution("ProcessID");
    }

    /** Returns the ID of the thread that wrote the event, unsigned 32 bits. */
    public OptionalLong threadId() {
        return execution("ThreadID");
    }

    /** Returns the ID of the processor that handled the event. Only events of trace sessions have one. */
    public OptionalLong processorId() {
        return execution("ProcessorID");
    }

    /** Returns the ID of the terminal session. Only events of trace sessions have one. */
    public OptionalLong sessionId() {
        return execution("SessionID");
    }

    /** Returns the time in kernel mode, in units of the processor clock. Only events of trace sessions have one. */
    public OptionalLong kernelTime() {
        return execution("KernelTime");
    }

    /** Returns the time in user mode, in units of the processor clock. Only events of trace sessions have one. */
    public OptionalLong userTime() {
        return execution("UserTime");
    }

    /** Returns the time of private sessions in user mode, in ticks. Only events of trace sessions have one. */
    public OptionalLong processorTime() {
        return execution("ProcessorTime");
    }

    /** Returns the channel, for example {@code System}. */
    public Optional<String> channel() {
        return EventValues.text(systemText("Channel"));
    }

    /** Returns the name of the computer that wrote the event: a DNS or NetBIOS name, which is not authenticated. */
    public Optional<String> computer() {
        return EventValues.text(systemText("Computer"));
    }

    /** Returns the ID of the container in which the event was written. */
    public Optional<String> container() {
        return EventValues.text(systemText("Container"));
    }

    /** Returns the security identifier of the user, for example {@code S-1-5-18}. */
    public Optional<String> userSid() {
        return EventValues.text(systemAttribute("Security", "UserID"));
    }

    /** Returns the values of {@code EventData}, in their order; empty if there are none. */
    public List<EventData> data() {
        EventElement parent = part("EventData");
        if (parent == null) {
            return List.of();
        }
        List<EventData> data = new ArrayList<>();
        for (EventElement child : parent.children()) {
            if (child.name().equals("Data")) {
                data.add(new EventData(
                        EventValues.text(child.attribute("Name")),
                        EventValues.text(child.attribute("Type")),
                        child.text()));
            }
        }
        return List.copyOf(data);
    }

    /**
     * Returns the value with this name, the first one if there are several; it may be an empty text.
     *
     * @param name the name in the case in which the source sends it
     */
    public Optional<String> data(String name) {
        EventArguments.present(name, "name");
        EventElement parent = part("EventData");
        return parent == null ? Optional.empty() : Optional.ofNullable(parent.textWhere("Data", "Name", name));
    }

    /** Returns the name of the template of {@code EventData}; most events have none. */
    public Optional<String> dataName() {
        EventElement parent = part("EventData");
        return parent == null ? Optional.empty() : EventValues.text(parent.attribute("Name"));
    }

    /** Returns the structures of {@code EventData} ({@code ComplexData}), in their order. */
    public List<Instance> complexData() {
        EventElement parent = part("EventData");
        return parent == null
                ? List.of()
                : parent.children().stream()
                        .filter(child -> child.name().equals("ComplexData"))
                        .map(WindowsEvent::instance)
                        .toList();
    }

    /**
     * Returns the binary data: the {@code Binary} element of {@code EventData}, or {@code BinaryEventData}, both of
     * which have hexadecimal digits.
     */
    public Optional<byte[]> binary() {
        EventElement parent = part("EventData");
        String within = parent == null ? null : parent.text("Binary");
        String digits = within != null ? within : partText("BinaryEventData");
        try {
            return EventValues.text(digits).map(HexFormat.of()::parseHex);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns the element inside {@code UserData}, whose name and namespace the provider defines. Its children are the
     * properties of the instance.
     */
    public Optional<Instance> userData() {
        EventElement parent = part("UserData");
        return parent == null
                ? Optional.empty()
                : parent.children().stream().findFirst().map(WindowsEvent::instance);
    }

    /** Returns the parts of {@code DebugData}, which events of trace sessions have, by name in their order. */
    public Map<String, String> debugData() {
        EventElement parent = part("DebugData");
        return parent == null ? Map.of() : EventMap.texts(parent);
    }

    /** Returns why the source could not write the values of the event. */
    public Optional<EventProcessingError> processingError() {
        EventElement error = part("ProcessingErrorData");
        return error == null
                ? Optional.empty()
                : Optional.of(new EventProcessingError(
                        EventValues.number(error.text("ErrorCode")),
                        EventValues.text(error.text("DataItemName")),
                        EventValues.text(error.text("EventPayload"))));
    }

    /** Returns the texts of the event; empty if the subscription did not request them. */
    public Optional<EventRendering> rendering() {
        EventElement info = part("RenderingInfo");
        if (info == null) {
            return Optional.empty();
        }
        String publisher = info.text("Publisher");
        return Optional.of(new EventRendering(
                EventValues.text(info.attribute("Culture")),
                message(info),
                EventValues.text(info.text("Level")),
                EventValues.text(info.text("Task")),
                EventValues.text(info.text("Opcode")),
                EventValues.text(info.text("Channel")),
                EventValues.text(publisher != null ? publisher : info.text("Provider")),
                keywords(info)));
    }

    /** Returns the message of the {@linkplain #rendering() rendering}, with its line breaks. */
    public Optional<String> message() {
        EventElement info = part("RenderingInfo");
        return info == null ? Optional.empty() : message(info);
    }

    private static Optional<String> message(EventElement rendering) {
        return Optional.ofNullable(rendering.text("Message")).filter(text -> !text.isEmpty());
    }

    private static List<String> keywords(EventElement rendering) {
        EventElement keywords = rendering.child("Keywords");
        return keywords == null
                ? List.of()
                : keywords.children().stream()
                        .map(EventElement::text)
                        .filter(text -> !text.isBlank())
                        .toList();
    }

    /**
     * Returns the event as a map, for example to write it as JSON. The keys have the names of the XML and its order:
     *
     * <pre>{@code
     *  {"System": {"Provider": {"Name": "…", "Guid": "{…}"}, "EventID": "7036", "Qualifiers": "16384", "Level": "4",
     *     "Keywords": "0x8080000000000000", "TimeCreated": "2022-09-21T14:48:21.6986159Z", "EventRecordID": "149141",
     *     "Execution": {"ProcessID": "1100", …}, "Channel": "System", "Computer": "…", "UserID": "…"},
     *   "EventData": {"param1": "Print Spooler", "Data": ["a value without a name", "another"]},
     *   "RenderingInfo": {"Culture": "en-US", "Message": "…", "Keywords": ["Classic"]}}
     * }</pre>
     *
     * <ul>
     *   <li>a value is a String with the text that the source sent; a part that is missing has no entry, and an element
     *       without content is null;
     *   <li>values of {@code EventData} without a name have the key {@code Data}; a name that is repeated has a List;
     *   <li>{@code UserData} has the name of its element as key, and a map of the same form as
     *       {@link Instance#toMap()};
     *   <li>an event that cannot be read has the entries {@code Problem} and {@code Xml}.
     * </ul>
     *
     * <p>Jackson 2, Jackson 3 and JSON-B write an event as this map, without configuration.
     *
     * @return a copy, which cannot be changed
     */
    @JsonValue
    public Map<String, Object> toMap() {
        EventElement event = received.event();
        return event == null ? EventMap.unreadable(received.problem(), received.xml()) : EventMap.of(event);
    }

    /** Returns whether this is not an entry of a log: the event with which a subscription of Windows begins. */
    boolean isSubscriptionStart() {
        return received.isSubscriptionStart();
    }

    private static Instance instance(EventElement element) {
        return Instance.parse(element.xml());
    }

    private @Nullable EventElement part(String name) {
        EventElement event = received.event();
        return event == null ? null : event.child(name);
    }

    private @Nullable String partText(String name) {
        EventElement part = part(name);
        return part == null ? null : part.text();
    }

    private @Nullable String systemText(String name) {
        EventElement system = part("System");
        return system == null ? null : system.text(name);
    }

    private @Nullable String systemAttribute(String element, String name) {
        EventElement system = part("System");
        return system == null ? null : system.attribute(element, name);
    }

    private OptionalLong execution(String name) {
        return EventValues.number(systemAttribute("Execution", name));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WindowsEvent event && received.equals(event.received);
    }

    @Override
    public int hashCode() {
        return received.hashCode();
    }

    /**
     * Returns what identifies the event, without its values, in one line for a log:
     * {@code 2026-05-04T10:00:00Z Security 4624, record 149141 of HOST}.
     */
    @Override
    public String toString() {
        if (!isReadable()) {
            return "unreadable event of " + received.xml().length() + " characters: " + received.problem();
        }
        StringJoiner text = new StringJoiner(" ");
        time().ifPresent(time -> text.add(time.toString()));
        text.add(channel().or(this::provider).orElse("event"));
        id().ifPresent(id -> text.add(Integer.toString(id)));
        String record = recordId().isPresent()
                ? "record " + Long.toUnsignedString(recordId().getAsLong())
                : "no record";
        return text + ", " + record + computer().map(name -> " of " + name).orElse("");
    }

    /** The class of every event at run time, which JSON-B knows how to write. */
    @JsonbTypeSerializer(JsonFormSerializer.class)
    private static final class JsonEvent extends WindowsEvent implements JsonForm {
        JsonEvent(ReceivedEvent received) {
            super(received);
        }

        @Override
        public Object toJson() {
            return toMap();
        }
    }
}
