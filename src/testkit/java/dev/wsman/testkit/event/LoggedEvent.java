package dev.wsman.testkit.event;

/**
 * An event of an event log. Immutable.
 *
 * @param sequence the position among the events of all logs, in the order in which they were written
 * @param recordId the number of the record in its log; 0 if the event is not a record
 * @param channel the name of the log
 * @param xml the element {@code Event} without {@code RenderingInfo}
 * @param rendering the element {@code RenderingInfo}; empty if there is none
 */
public record LoggedEvent(long sequence, long recordId, String channel, String xml, String rendering)
        implements SourceEvent {
    private static final String END = "</Event>";

    /** Returns the element {@code Event} with its {@code RenderingInfo}. */
    public String renderedXml() {
        int end = xml.lastIndexOf(END);
        return rendering.isEmpty() || end < 0 ? xml : xml.substring(0, end) + rendering + xml.substring(end);
    }

    @Override
    public int length() {
        return xml.length() + rendering.length();
    }
}
