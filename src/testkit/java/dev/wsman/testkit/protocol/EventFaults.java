package dev.wsman.testkit.protocol;

import dev.wsman.testkit.event.EventSourceException;
import dev.wsman.testkit.event.EventSourceFault;

/**
 * The faults of subscriptions (EVENTING.md 1.5). The subcode of a fault with a code of the event log is not recorded.
 */
final class EventFaults {
    private EventFaults() {}

    static ServiceFaultException invalidMessage(String reason) {
        return FaultKind.INVALID_SUBSCRIBE_MESSAGE.fault().reason(reason).exception();
    }

    static ServiceFaultException unknownMode() {
        return FaultKind.DELIVERY_MODE_UNAVAILABLE.fault().exception();
    }

    static ServiceFaultException unknownContext() {
        return FaultKind.INVALID_ENUMERATION_CONTEXT.fault().exception();
    }

    static ServiceFaultException withCode(FaultKind kind, long code, String reason) {
        return kind.fault().nativeCode(code).reason(reason).exception();
    }

    static ServiceFault fault(EventSourceException raised) {
        EventSourceFault fault = raised.fault();
        if (fault == EventSourceFault.INVALID_BOOKMARK) {
            return FaultKind.INVALID_BOOKMARK.fault("Expired").reason(raised.getMessage());
        }
        FaultKind kind = fault == EventSourceFault.ACCESS_DENIED ? FaultKind.ACCESS_DENIED : FaultKind.INTERNAL_ERROR;
        return kind.fault().nativeCode(fault.code()).reason(raised.getMessage());
    }
}
