package dev.wsman.testkit.protocol;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What the operations need to know of the service.
 *
 * @param quirks how it speaks
 * @param registry what it offers
 * @param addressOf the URL at which it is reached
 * @param cimNamespace the CIM namespace of its classes, as {@code root/cimv2}
 * @param machine the machine's name, as faults tell it
 * @param maxEnvelopeSize the largest answer in octets
 * @param maxBatchItems the largest batch
 * @param maxTimeout the longest time that an operation may take
 * @param enumerationTimeout how long an enumeration lives without a Pull
 * @param clock the time by which enumerations expire
 */
public record ServiceSettings(
        ServerQuirks quirks,
        ClassRegistry registry,
        Supplier<String> addressOf,
        String cimNamespace,
        String machine,
        int maxEnvelopeSize,
        int maxBatchItems,
        Duration maxTimeout,
        Duration enumerationTimeout,
        Clock clock) {
    private static final int SMALL_ENVELOPE = 32_767;

    String address() {
        return addressOf.get();
    }

    /** The largest answer to a request, in bytes. */
    int largestAnswer(ServiceRequest request) {
        boolean small = !request.asksForEnvelopeSize() && quirks.has(ServerQuirk.SMALL_ENVELOPE_UNLESS_ASKED);
        return request.maxEnvelopeSize(small ? Math.min(SMALL_ENVELOPE, maxEnvelopeSize) : maxEnvelopeSize);
    }

    /** The size that a batch is made to fit; openwsman makes it whole, and then finds it too large. */
    int largestBatch(ServiceRequest request) {
        boolean whole = !request.asksForEnvelopeSize() && quirks.has(ServerQuirk.SMALL_ENVELOPE_UNLESS_ASKED);
        return whole ? Integer.MAX_VALUE : largestAnswer(request);
    }

    /** The same service, which now is reached somewhere. */
    public ServiceSettings at(Supplier<String> url) {
        return new ServiceSettings(
                quirks,
                registry,
                url,
                cimNamespace,
                machine,
                maxEnvelopeSize,
                maxBatchItems,
                maxTimeout,
                enumerationTimeout,
                clock);
    }
}
