package dev.wsman.internal.event;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message that an event source sent to a sink. The XML of its events is kept until {@link DeliveredEvents} reads it.
 * Immutable and thread-safe.
 */
public final class DeliveredMessage {
    private static final String MACHINE_ID = Namespaces.WINDOWS + "machineid";

    private final DeliveredHeaders headers;
    private final List<DeliveredItem> items;
    private final List<Tree> body;
    private final boolean openwsman;
    private final DeliveryKind kind;
    private final @Nullable BookmarkContent bookmark;

    /**
     * Creates a message.
     *
     * @param items the events of the body
     * @param body the elements of the body
     * @param openwsman whether the message has the form of openwsman
     */
    DeliveredMessage(DeliveredHeaders headers, List<DeliveredItem> items, List<Tree> body, boolean openwsman) {
        this.headers = headers;
        this.items = items;
        this.body = body;
        this.openwsman = openwsman || headers.hasOpenwsmanAction();
        this.kind = kind(headers.action(), items.isEmpty());
        Tree header = headers.first(Namespaces.WSMAN, "Bookmark");
        this.bookmark = header == null ? null : BookmarkContent.of(header);
    }

    /**
     * Reads a message. If its body is damaged, the rest after the damage is one event that cannot be read.
     *
     * @param charset the encoding according to the Content-Type, or null; the bytes have precedence
     * @throws IllegalArgumentException saying why, if the headers cannot be read
     */
    public static DeliveredMessage read(byte[] message, @Nullable Charset charset) {
        return new DeliveryReader(message, charset).read();
    }

    private static DeliveryKind kind(String action, boolean empty) {
        if (action.endsWith("/Heartbeat")) { // openwsman writes it in another namespace
            return DeliveryKind.HEARTBEAT;
        }
        if (action.equals(EventUris.SUBSCRIPTION_END)) {
            return DeliveryKind.SUBSCRIPTION_END;
        }
        if (action.equals(EventUris.END)) {
            return DeliveryKind.END;
        }
        if (action.equals(EventUris.ENUMERATE)) {
            return DeliveryKind.ENUMERATE;
        }
        return empty ? DeliveryKind.HEARTBEAT : DeliveryKind.EVENTS;
    }

    public DeliveryKind kind() {
        return kind;
    }

    /** Returns the {@code wse:Identifier} of the headers; null if there is none. */
    public @Nullable String identifier() {
        String identifier = headers.text(Namespaces.EVENTING, "Identifier");
        return identifier == null ? headers.text("Identifier") : identifier;
    }

    /** Returns the name of the host that Windows sends; null if there is none. */
    public @Nullable String machineId() {
        String machine = headers.text(MACHINE_ID, "MachineID");
        return machine == null || machine.isEmpty() ? null : machine;
    }

    /** Returns whether the source waits for an acknowledgement. */
    public boolean isAckRequested() {
        return headers.first(Namespaces.WSMAN, "AckRequested") != null;
    }

    /**
     * Returns what a retransmission of this message has in common with it: the operation and its sequence number. The
     * message identifier is new each time. Null if the message does not have both.
     */
    public @Nullable String retransmission() {
        String operation = operationId();
        String sequence = sequenceId();
        return operation == null || sequence == null ? null : operation.toLowerCase(Locale.ROOT) + '#' + sequence;
    }

    @Nullable
    String operationId() {
        return headers.text(Namespaces.MS_WSMAN, "OperationID");
    }

    @Nullable
    String sequenceId() {
        return headers.text(Namespaces.MS_WSMAN, "SequenceId");
    }

    @Nullable
    String messageId() {
        return headers.addressing("MessageID");
    }

    /** Returns the content of the {@code wsman:Bookmark} header; null if there is none, or it is empty. */
    public @Nullable BookmarkContent bookmark() {
        return bookmark;
    }

    /** Returns the content of a SubscriptionEnd. */
    public SubscriptionEnd end() {
        return SubscriptionEnd.of(body);
    }

    /** Returns the number of events that the source reports to have dropped. */
    public long dropped() {
        return items.stream().mapToLong(DeliveredItem::dropped).sum();
    }

    List<DeliveredItem> items() {
        return items;
    }

    /** Returns the envelope that acknowledges this message. */
    public String acknowledgement() {
        return SinkEnvelopes.acknowledgement(this, openwsman ? EventUris.OPENWSMAN_ACK : EventUris.ACK);
    }

    /** Returns the action, for log messages. */
    @Override
    public String toString() {
        return Objects.requireNonNullElse(messageId(), "a message") + " " + headers.action();
    }
}
