package dev.wsman.internal.event.sink;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a server.
 *
 * @param bindAddress the local address on which it listens; null for all addresses
 * @param port the port; 0 for any free one
 * @param tls null for plain http
 * @param access who may send messages
 * @param limits bounds of memory, threads and time
 */
public record SinkSettings(
        @Nullable InetAddress bindAddress,
        int port,
        @Nullable SinkTls tls,
        SinkAccess access,
        SinkLimits limits) {}
