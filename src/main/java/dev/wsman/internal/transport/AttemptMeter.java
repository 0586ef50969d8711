package dev.wsman.internal.transport;

/**
 * Measures one attempt of an operation: its duration, and the bytes of the bodies that it sends and receives. An
 * attempt may consist of several exchanges. Used by the thread that makes the attempt.
 */
public final class AttemptMeter {
    private final long start = System.nanoTime();
    private long bytesSent;
    private long bytesReceived;

    /** Adds the bytes of a request's body that has been sent, once for each time that it was sent. */
    void sent(long bytes) {
        bytesSent += bytes;
    }

    /** Adds the bytes of a reply's body that were read from the connection. */
    void received(long bytes) {
        bytesReceived += bytes;
    }

    /** Returns the bytes of the requests' bodies so far, before encryption. */
    public long bytesSent() {
        return bytesSent;
    }

    /**
     * Returns the bytes of the replies' bodies so far, as they arrived: encrypted or compressed if the server did so.
     */
    public long bytesReceived() {
        return bytesReceived;
    }

    /** Returns the nanoseconds since the attempt began. */
    public long nanosSpent() {
        return System.nanoTime() - start;
    }
}
