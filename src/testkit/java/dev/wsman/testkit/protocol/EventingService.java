package dev.wsman.testkit.protocol;

import java.util.Optional;

/** The way in which one kind of server performs the operations of WS-Eventing. */
interface EventingService {

    /** Performs Subscribe. */
    void subscribe(ServiceRequest request, ReplyBuilder reply);

    /** Performs Pull and returns the reply. */
    ReplyBuilder pull(ServiceRequest request, Optional<String> relatesTo);

    /** Performs Renew. */
    void renew(ServiceRequest request, ReplyBuilder reply);

    /** Performs GetStatus. */
    void status(ServiceRequest request, ReplyBuilder reply);

    /** Performs Unsubscribe. */
    void unsubscribe(ServiceRequest request);

    /** Performs Release of the enumeration context of a subscription. */
    void release(ServiceRequest request);
}
