package dev.wsman.testkit.protocol;

import dev.wsman.testkit.event.EventSettings;
import dev.wsman.testkit.shell.ShellHost;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The settings of the service that the operations use.
 *
 * @param quirks the server that the service imitates
 * @param registry the classes that the service offers
 * @param addressOf returns the URL of the service
 * @param cimNamespace the CIM namespace of the classes, such as {@code root/cimv2}
 * @param machine the name of the machine in faults
 * @param maxEnvelopeSize the largest reply in bytes
 * @param maxBatchItems the maximum number of items in a batch
 * @param maxOperations the maximum number of operations of a user at a time
 * @param maxTimeout the maximum time that an operation may take
 * @param enumerationTimeout how long an enumeration is kept without a Pull
 * @param clock the clock by which enumerations expire and shells are deleted
 * @param shellHost the remote shells; empty if they are not allowed
 * @param events the event logs and indications
 * @param subscriptions the open subscriptions
 */
public record ServiceSettings(
        ServerQuirks quirks,
        ClassRegistry registry,
        Supplier<String> addressOf,
        String cimNamespace,
        String machine,
        int maxEnvelopeSize,
        int maxBatchItems,
        int maxOperations,
        Duration maxTimeout,
        Duration enumerationTimeout,
        Clock clock,
        Optional<ShellHost> shellHost,
        EventSettings events,
        EventSubscriptions subscriptions) {
    private static final int SMALL_ENVELOPE = 32_767;

    String address() {
        return addressOf.get();
    }

    /** The largest reply to a request, in bytes. */
    int largestReply(ServiceRequest request) {
        boolean small = !request.hasMaxEnvelopeSize() && quirks.has(ServerQuirk.SMALL_ENVELOPE_BY_DEFAULT);
        return request.maxEnvelopeSize(small ? Math.min(SMALL_ENVELOPE, maxEnvelopeSize) : maxEnvelopeSize);
    }

    /**
     * The size to which a batch is limited. Without MaxEnvelopeSize, openwsman does not limit the batch, and then
     * rejects the reply as too large.
     */
    int largestBatch(ServiceRequest request) {
        boolean whole = !request.hasMaxEnvelopeSize() && quirks.has(ServerQuirk.SMALL_ENVELOPE_BY_DEFAULT);
        return whole ? Integer.MAX_VALUE : largestReply(request);
    }

    /** Returns these settings with the URL of the service. */
    public ServiceSettings at(Supplier<String> url) {
        return with(quirks, url);
    }

    /** Ends the subscriptions when the service stops. openwsman stores those by Pull (captures/openwsman/eventing). */
    public void stopSubscriptions() {
        subscriptions.stop(quirks.name().equals(ServerQuirks.OPENWSMAN.name()));
    }

    /** Returns these settings with other quirks. */
    ServiceSettings with(ServerQuirks other) {
        return with(other, addressOf);
    }

    private ServiceSettings with(ServerQuirks other, Supplier<String> url) {
        return new ServiceSettings(
                other,
                registry,
                url,
                cimNamespace,
                machine,
                maxEnvelopeSize,
                maxBatchItems,
                maxOperations,
                maxTimeout,
                enumerationTimeout,
                clock,
                shellHost,
                events,
                subscriptions);
    }
}
