package dev.wsman.bench;

import java.io.InputStream;
import java.util.regex.Pattern;

/** A request to the canned event source, and the parts that its replies depend on. */
final class CannedEventRequest extends CannedMessage {
    private static final Pattern CONTEXT = Pattern.compile("EnumerationContext(?:\\s[^>]*)?>\\s*at-(\\d+)");
    private static final Pattern BOOKMARK = Pattern.compile("RecordId=[\"'](\\d+)[\"']");
    private static final Pattern SINK = Pattern.compile("NotifyTo.*?Address(?:\\s[^>]*)?>\\s*([^<\\s]*)");
    private static final Pattern IDENTIFIER = Pattern.compile("Identifier(?:\\s[^>]*)?>\\s*([^<\\s]*)");

    CannedEventRequest(InputStream in) {
        super(in);
    }

    /** Returns the number of events in a batch. */
    int batch() {
        return number(2, 100);
    }

    /** Returns the record after which a Pull continues. */
    long position() {
        return Long.parseLong(first(CONTEXT, ""));
    }

    /** Returns the record after which a subscription starts. */
    long start() {
        return Long.parseLong(first(BOOKMARK, Long.toString(CannedEvents.BEFORE_FIRST)));
    }

    /** Returns the URL of the sink; empty if the subscriber pulls. */
    String sink() {
        return first(SINK, "");
    }

    /** Returns the identifier that a Subscribe contains for the sink, or an Unsubscribe for the source. */
    String identifier() {
        return first(IDENTIFIER, "");
    }
}
