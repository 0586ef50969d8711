package dev.wsman.event;

/**
 * Receives the deliveries of a subscription. The sink acknowledges a delivery after this method has returned. Calls for
 * different sources run at the same time; an implementation must be thread-safe.
 *
 * @param <T> the type of the events
 */
@FunctionalInterface
public interface EventHandler<T> {
    /**
     * Processes a delivery.
     *
     * @throws Exception if the events cannot be accepted now; the sink replies with 503, and the source keeps and
     *     repeats them if it can
     */
    void handle(EventDelivery<T> delivery) throws Exception;
}
