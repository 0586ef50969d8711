package dev.wsman.testkit.event;

import javax.net.ssl.SSLContext;

/**
 * The event sources of a service.
 *
 * @param logs the event logs
 * @param indications the indications
 * @param stale what a Subscribe does if the record of its bookmark is lost
 * @param faultOnSilence whether a Pull of Windows without an event is answered with TimedOut rather than with empty
 * Items
 * @param sinkTls the TLS of deliveries to sinks with https
 */
public record EventSettings(
        EventLogs logs, Indications indications, StalePosition stale, boolean faultOnSilence, SSLContext sinkTls) {}
