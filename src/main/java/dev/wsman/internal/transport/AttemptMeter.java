package dev.wsman.internal.transport;

/**
 * Measures one attempt of an operation: its duration, the wait for a connection, and the bytes of the bodies that it
 * sends and receives. An attempt may consist of several exchanges. Used by the thread that makes the attempt.
 */
public final class AttemptMeter {
    private final long start;
    private long nanosWaited;
    private long bytesSent;
    private long bytesReceived;

    /** Begins to measure an attempt. */
    public AttemptMeter() {
        this(0);
    }

    /**
     * Begins to measure an attempt that has already waited for its turn to use a connection.
     *
     * @param nanosWaited the nanoseconds of that wait, which belong to the attempt
     */
    public AttemptMeter(long nanosWaited) {
        this.start = System.nanoTime() - nanosWaited;
        this.nanosWaited = nanosWaited;
    }

    /** Adds a wait for a connection. */
    void waited(long nanos) {
        nanosWaited += nanos;
    }

    /** Returns the nanoseconds so far in which the attempt waited because all connections were in use. */
    public long nanosWaited() {
        return nanosWaited;
    }

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
