package dev.wsman.internal.event;

import dev.wsman.internal.xml.Namespaces;

/** The URIs of event subscriptions (DSP0226 clause 10, MS-WSMV). */
public final class EventUris {
    private static final String WSMAN = "http://schemas.dmtf.org/wbem/wsman/1/wsman/";

    /** The delivery mode in which the subscriber pulls. */
    public static final String PULL = WSMAN + "Pull";

    /** The delivery mode of one event a message, without a reply. */
    public static final String PUSH = Namespaces.EVENTING + "/DeliveryModes/Push";

    /** The delivery mode of one event a message, each acknowledged. */
    public static final String PUSH_WITH_ACK = WSMAN + "PushWithAck";

    /** The delivery mode of batches, each acknowledged; also the action of such a batch. */
    public static final String EVENTS = WSMAN + "Events";

    public static final String ACK = WSMAN + "Ack";

    /** The action of an acknowledgement in openwsman's spelling: after the standard one, it ends the subscription. */
    static final String OPENWSMAN_ACK = "http://schemas.xmlsoap.org/wbmem/wsman/1/wsman/Ack";

    /** The action with which a Windows source ends an exchange with a collector (MS-WSMV). */
    public static final String END = "http://schemas.microsoft.com/wbem/wsman/1/wsman/End";

    /** The action with which a Windows source asks a collector for subscriptions, and that of the reply. */
    public static final String ENUMERATE = Namespaces.ENUMERATION + "/Enumerate";

    static final String ENUMERATE_RESPONSE = ENUMERATE + "Response";

    public static final String SUBSCRIPTION_END = Namespaces.EVENTING + "/SubscriptionEnd";

    /** The bookmark of everything that the source retains. */
    public static final String EARLIEST = WSMAN + "bookmark/earliest";

    /** The filter dialect of the event log. */
    public static final String EVENT_QUERY = "http://schemas.microsoft.com/win/2004/08/events/eventquery";

    private EventUris() {}
}
