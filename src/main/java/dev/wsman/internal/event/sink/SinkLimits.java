package dev.wsman.internal.event.sink;

import java.time.Duration;

/**
 * The bounds of a server.
 *
 * @param maxMessageSize the most bytes of a message, as it arrives and after it was decompressed; larger ones get 413
 * @param maxPending the most messages that are received, waiting, or being handled; further ones get 503
 * @param maxPendingBytes the most bytes of these messages together; further messages get 503
 * @param maxConnections the most open connections; further ones are closed
 * @param handlerThreads how many messages are handled at the same time
 * @param idleTimeout how long a connection without a request stays open after it has delivered a message
 * @param receiveTimeout how long a connection may take for the TLS handshake and the head of its first request, and how
 *     long the sender may pause within a message
 * @param handleTimeout how long a message waits and is handled before the sender gets 504
 * @param closeTimeout how long closing waits for messages that are being handled
 */
public record SinkLimits(
        long maxMessageSize,
        int maxPending,
        long maxPendingBytes,
        int maxConnections,
        int handlerThreads,
        Duration idleTimeout,
        Duration receiveTimeout,
        Duration handleTimeout,
        Duration closeTimeout) {
    /**
     * In bytes: a batch of 512,000 characters, the default MaxEnvelopeSize of Windows, in UTF-16, with room for the
     * framing of encryption.
     */
    public static final long DEFAULT_MESSAGE_SIZE = 1 << 20;

    private static final long DEFAULT_PENDING_BYTES = 64 << 20;

    /**
     * The defaults. Windows waits 60 s for the reply to a delivery, and sends a heartbeat each hour unless the
     * subscription says otherwise.
     */
    public static final SinkLimits DEFAULT = new SinkLimits(
            DEFAULT_MESSAGE_SIZE,
            1000,
            Math.max(
                    4 * DEFAULT_MESSAGE_SIZE,
                    Math.min(DEFAULT_PENDING_BYTES, Runtime.getRuntime().maxMemory() / 4)),
            10_000,
            Math.max(16, 2 * Runtime.getRuntime().availableProcessors()),
            Duration.ofMinutes(65),
            Duration.ofSeconds(30),
            Duration.ofSeconds(50),
            Duration.ofSeconds(30));

    public SinkLimits maxMessageSize(long bytes) {
        return new SinkLimits(
                bytes,
                maxPending,
                maxPendingBytes,
                maxConnections,
                handlerThreads,
                idleTimeout,
                receiveTimeout,
                handleTimeout,
                closeTimeout);
    }

    public SinkLimits pending(int messages, long bytes) {
        return new SinkLimits(
                maxMessageSize,
                messages,
                bytes,
                maxConnections,
                handlerThreads,
                idleTimeout,
                receiveTimeout,
                handleTimeout,
                closeTimeout);
    }

    public SinkLimits concurrency(int connections, int handlers) {
        return new SinkLimits(
                maxMessageSize,
                maxPending,
                maxPendingBytes,
                connections,
                handlers,
                idleTimeout,
                receiveTimeout,
                handleTimeout,
                closeTimeout);
    }

    /** Returns the same limits with other times. */
    public SinkLimits times(Duration idle, Duration receive, Duration handle, Duration close) {
        return new SinkLimits(
                maxMessageSize,
                maxPending,
                maxPendingBytes,
                maxConnections,
                handlerThreads,
                idle,
                receive,
                handle,
                close);
    }
}
