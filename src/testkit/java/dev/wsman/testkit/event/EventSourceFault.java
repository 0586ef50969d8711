package dev.wsman.testkit.event;

/** Why an event log cannot be read: the Win32 code (EVENTING.md 1.5) and the message. */
public enum EventSourceFault {
    ACCESS_DENIED(5, "Access is denied."),
    INVALID_CHANNEL_PATH(15000, "The specified channel path is invalid."),
    INVALID_QUERY(15001, "The specified query is invalid."),
    CHANNEL_NOT_FOUND(15007, "The specified channel could not be found."),
    MALFORMED_XML(15008, "The specified XML text is not well-formed."),
    QUERY_RESULT_STALE(15011, "The query result is stale. The log may have been cleared or rolled over."),
    INVALID_POSITION(15012, "The query result is currently at an invalid position."),
    /** The bookmark is not one of the event log. Its code is not recorded. */
    INVALID_BOOKMARK(13, "The bookmark is not valid.");

    private final long code;
    private final String message;

    EventSourceFault(long code, String message) {
        this.code = code;
        this.message = message;
    }

    /** The Win32 code. */
    public long code() {
        return code;
    }

    /** The usual message. */
    public String message() {
        return message;
    }

    EventSourceException exception() {
        return new EventSourceException(this, message);
    }

    EventSourceException exception(String detail) {
        return new EventSourceException(this, message + " " + detail);
    }
}
