package dev.wsman.testkit.event;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * An event that is being written to an {@link EventLog}. Its XML has the elements and the order of the recorded events
 * (captures/windows/wef/05-Events.xml). Not thread-safe.
 */
public final class EventBuilder {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'", Locale.ROOT);
    private static final String[] LEVELS = {"Information", "Critical", "Error", "Warning", "Information", "Verbose"};

    private final EventLog log;
    private final EventLogs logs;
    private final int eventId;
    private final StringBuilder data = new StringBuilder();
    private String provider = "Testkit";
    private int level = 4;
    private int task;
    private String keywords = "0x80000000000000";
    private Instant time;
    private String userId = "S-1-5-18";
    private String userData = "";
    private String message = "";

    EventBuilder(EventLog log, EventLogs logs, int eventId) {
        this.log = log;
        this.logs = logs;
        this.eventId = eventId;
    }

    /** Sets the name of the provider; {@code Testkit} by default. */
    public EventBuilder provider(String name) {
        provider = name;
        return this;
    }

    /** Sets the level: 1 critical, 2 error, 3 warning, 4 information (the default), 5 verbose. */
    public EventBuilder level(int number) {
        level = number;
        return this;
    }

    /** Sets the task; 0 by default. */
    public EventBuilder task(int number) {
        task = number;
        return this;
    }

    /** Sets the keywords; {@code 0x80000000000000}, Classic, by default. */
    public EventBuilder keywords(long bits) {
        keywords = "0x" + Long.toHexString(bits);
        return this;
    }

    /** Sets the time; the clock of the service by default. */
    public EventBuilder time(Instant instant) {
        time = instant;
        return this;
    }

    /** Sets the security identifier of the user; {@code S-1-5-18} by default. */
    public EventBuilder user(String sid) {
        userId = sid;
        return this;
    }

    /** Adds unnamed data. */
    public EventBuilder data(String value) {
        data.append("<Data>").append(escaped(value)).append("</Data>");
        return this;
    }

    /** Adds named data. */
    public EventBuilder data(String name, String value) {
        data.append("<Data Name='")
                .append(escaped(name))
                .append("'>")
                .append(escaped(value))
                .append("</Data>");
        return this;
    }

    /** Sets the content of {@code UserData}, an XML element. The event then has no {@code EventData}. */
    public EventBuilder userData(String xml) {
        userData = xml;
        return this;
    }

    /** Sets the message that subscriptions with rendered text receive. By default it is the data. */
    public EventBuilder message(String text) {
        message = text;
        return this;
    }

    /**
     * Writes the event.
     *
     * @return the number of the record
     */
    public long write() {
        return log.add(xml(), rendering());
    }

    private String xml() {
        Instant written = time == null ? logs.clock().instant() : time;
        return "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='"
                + escaped(provider) + "'/><EventID>" + eventId + "</EventID><Version>0</Version><Level>" + level
                + "</Level><Task>" + task + "</Task><Opcode>0</Opcode><Keywords>" + keywords
                + "</Keywords><TimeCreated SystemTime='" + TIME.format(written.atOffset(ZoneOffset.UTC))
                + "'/><EventRecordID>0</EventRecordID><Correlation/><Execution ProcessID='4' ThreadID='8'/><Channel>"
                + escaped(log.name()) + "</Channel><Computer>" + escaped(logs.computer())
                + "</Computer><Security UserID='" + escaped(userId) + "'/></System>"
                + (userData.isEmpty() ? "<EventData>" + data + "</EventData>" : "<UserData>" + userData + "</UserData>")
                + "</Event>";
    }

    /** The elements in the order of captures/windows/eventlog-pull/pull_resp_01.xml. */
    private String rendering() {
        String text =
                message.isEmpty() ? data.toString().replaceAll("<[^>]*>", " ").strip() : escaped(message);
        return "<RenderingInfo Culture='en-US'><Message>" + text + "</Message><Level>" + levelName()
                + "</Level><Task></Task><Opcode>Info</Opcode><Channel>" + escaped(log.name()) + "</Channel><Provider>"
                + escaped(provider) + "</Provider><Keywords></Keywords></RenderingInfo>";
    }

    private String levelName() {
        return level >= 0 && level < LEVELS.length ? LEVELS[level] : "";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&apos;")
                .replace("\r", "&#13;");
    }
}
