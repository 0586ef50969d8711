package dev.wsman.internal.protocol;

import dev.wsman.internal.transport.AttemptMeter;
import dev.wsman.internal.transport.Deadline;
import org.jspecify.annotations.Nullable;

/** The server of one session, to which exchanges are sent. Thread-safe. */
public interface ExchangeSender {

    /**
     * Sends the request of an exchange and reads its reply, all on the calling thread.
     *
     * @param meter counts the bytes that the exchange sends and receives
     * @return the result that the exchange's reader made of the reply
     * @throws dev.wsman.internal.fault.ExchangeException if the exchange fails, at the deadline at the latest
     * @throws IllegalArgumentException if the body cannot be written; nothing has been sent then
     */
    <T extends @Nullable Object> T send(Exchange<T> exchange, Deadline deadline, AttemptMeter meter);

    /** Sends an exchange whose bytes are not counted. */
    default <T extends @Nullable Object> T send(Exchange<T> exchange, Deadline deadline) {
        return send(exchange, deadline, new AttemptMeter());
    }
}
