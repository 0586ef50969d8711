package dev.wsman.internal.protocol;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.wsman.internal.transport.Deadline;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of an exchange: its envelope has an identifier and a time limit of its own.
 *
 * @param exchange the exchange
 * @param defaults the values that all requests of the session share
 * @param messageId the {@code wsa:MessageID}
 * @param operationTimeout the {@code wsman:OperationTimeout}
 * @param <T> the exchange's result
 */
public record OutgoingRequest<T extends @Nullable Object>(
        Exchange<T> exchange, RequestDefaults defaults, String messageId, Duration operationTimeout) {

    /** Prepares an attempt that must end by the deadline. */
    public static <T extends @Nullable Object> OutgoingRequest<T> of(
            Exchange<T> exchange, RequestDefaults defaults, Deadline deadline) {
        Duration usual = operationTimeout(deadline);
        Duration limit = exchange.serverLimit();
        return new OutgoingRequest<>(
                exchange, defaults, newMessageId(), limit == null || limit.compareTo(usual) > 0 ? usual : limit);
    }

    /** Unique but predictable: nothing relies on the identifier being secret, so a fast random number is enough. */
    private static String newMessageId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long most = random.nextLong() & 0xffff_ffff_ffff_0fffL | 0x4000L;
        long least = random.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
        return "uuid:" + new UUID(most, least);
    }

    /**
     * Returns the time limit for the server: a tenth less than the caller's, at most 5 s less, so that the server's own
     * fault arrives before the client stops waiting. If a part of the time has already passed, for example in a Pull
     * without items or while waiting for a connection, the limit is a little less than the remaining time.
     */
    private static Duration operationTimeout(Deadline deadline) {
        long limit = deadline.limitNanos();
        long usual = limit - Math.min(limit / 10, SECONDS.toNanos(5));
        long left = Math.max(deadline.nanosLeft(), MILLISECONDS.toNanos(1));
        return Duration.ofNanos(Math.min(usual, left - Math.min(left / 20, SECONDS.toNanos(2))));
    }
}
