package dev.wsman.internal.event;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The children of {@code wse:Delivery} that a subscriber chooses. A part that is null is not sent. Immutable.
 *
 * @param heartbeat the silence after which the source sends a heartbeat
 * @param retries how often the source tries again to deliver; together with {@code retryPause}
 * @param retryPause the time between these attempts
 * @param maxElements the most events in a batch
 * @param maxTime the longest time that a batch waits for more events
 * @param maxEnvelopeSize the most bytes of a batch; a larger event is replaced by a notice
 * @param locale the language of rendered messages, as in {@code en-US}
 * @param encoding {@code UTF-8} or {@code UTF-16}
 */
public record DeliveryTerms(
        @Nullable Duration heartbeat,
        @Nullable Integer retries,
        @Nullable Duration retryPause,
        @Nullable Long maxElements,
        @Nullable Duration maxTime,
        @Nullable Long maxEnvelopeSize,
        @Nullable String locale,
        @Nullable String encoding) {
    private static final String UTF_8 = "UTF-8";

    /** Nothing is sent: openwsman and OMI refuse a retry, and only the mode Events has batches. */
    public static final DeliveryTerms NONE = new DeliveryTerms(null, null, null, null, null, null, null, null);

    /** The terms of the event log of Windows. */
    public static final DeliveryTerms EVENT_LOG = NONE.encoding(UTF_8);

    /** The terms with which collectors of Windows deliver normally. */
    public static final DeliveryTerms COLLECTOR = EVENT_LOG
            .retry(5, Duration.ofSeconds(60))
            .maxTime(Duration.ofSeconds(30))
            .maxEnvelopeSize(512_000L);

    public DeliveryTerms heartbeat(@Nullable Duration silence) {
        return new DeliveryTerms(silence, retries, retryPause, maxElements, maxTime, maxEnvelopeSize, locale, encoding);
    }

    public DeliveryTerms retry(int attempts, Duration pause) {
        return new DeliveryTerms(heartbeat, attempts, pause, maxElements, maxTime, maxEnvelopeSize, locale, encoding);
    }

    public DeliveryTerms maxElements(@Nullable Long count) {
        return new DeliveryTerms(heartbeat, retries, retryPause, count, maxTime, maxEnvelopeSize, locale, encoding);
    }

    public DeliveryTerms maxTime(@Nullable Duration time) {
        return new DeliveryTerms(heartbeat, retries, retryPause, maxElements, time, maxEnvelopeSize, locale, encoding);
    }

    public DeliveryTerms maxEnvelopeSize(@Nullable Long bytes) {
        return new DeliveryTerms(heartbeat, retries, retryPause, maxElements, maxTime, bytes, locale, encoding);
    }

    public DeliveryTerms locale(@Nullable String language) {
        return new DeliveryTerms(
                heartbeat, retries, retryPause, maxElements, maxTime, maxEnvelopeSize, language, encoding);
    }

    private DeliveryTerms encoding(String charset) {
        return new DeliveryTerms(
                heartbeat, retries, retryPause, maxElements, maxTime, maxEnvelopeSize, locale, charset);
    }

    /** Returns these terms for a mode in which each message has one event. */
    public DeliveryTerms withoutBatches() {
        return maxElements(null).maxTime(null).maxEnvelopeSize(null);
    }
}
