package dev.wsman.event;

import dev.wsman.internal.event.DeliveredMessage;
import dev.wsman.internal.event.sink.SinkReply;

/** The replies of a sink to sources. */
final class SinkReplies {
    /** The reply to a sender that has no access. */
    static final SinkReply FORBIDDEN = new SinkReply(403, null);

    /** The reply to a message for a subscription that does not exist, or no longer. */
    static final SinkReply UNKNOWN = new SinkReply(404, null);

    /** The reply to a message that is not SOAP. */
    static final SinkReply UNREADABLE = new SinkReply(400, null);

    /** The reply to events that cannot be accepted now: the source keeps them if it can. */
    static final SinkReply UNAVAILABLE = new SinkReply(503, null);

    /** The reply to an empty message, with which a source opens a connection. */
    static final SinkReply EMPTY = new SinkReply(200, null);

    /** The reply to the end of an exchange, which Windows does not read. */
    static final SinkReply END = new SinkReply(204, null);

    private SinkReplies() {}

    /** Returns the reply to a message that was processed: an acknowledgement if the source waits for one. */
    static SinkReply processed(DeliveredMessage message) {
        return message.isAckRequested() ? new SinkReply(200, message.acknowledgement()) : EMPTY;
    }
}
