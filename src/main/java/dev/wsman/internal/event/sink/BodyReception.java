package dev.wsman.internal.event.sink;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Reads the body of a request into memory, or reads and drops it, without a thread that waits. Ends with the body, or
 * with a refusal if the body is too long, its sender too slow, or the connection broken.
 */
final class BodyReception implements Runnable {
    private static final int FIRST_SIZE = 8192;
    /** In bytes a second, after the grace time. */
    private static final long SLOWEST = 4096;

    private final Request request;
    private final Store store;
    private final Completion completion;
    private final long limit;
    private final long graceEnd;
    private long count;

    /** Where the bytes go. */
    private interface Store {
        void append(ByteBuffer bytes) throws Refusal;

        byte[] bytes();
    }

    /** What happens at the end; one of the methods is called, once. */
    interface Completion {
        void received(byte[] body);

        void failed(Refusal refusal);
    }

    private BodyReception(Request request, long limit, Duration grace, Store store, Completion completion) {
        this.request = request;
        this.limit = limit;
        this.graceEnd = System.nanoTime() + grace.toNanos();
        this.store = store;
        this.completion = completion;
    }

    /**
     * Keeps the body.
     *
     * @param limit the most bytes
     * @param grace the time in which the sender may be as slow as it wants
     * @param room the room that is reserved for the body, which grows with it
     */
    static BodyReception keeping(
            Request request, long limit, Duration grace, PendingMessages.Reservation room, Completion completion) {
        return new BodyReception(request, limit, grace, new Kept(request.getLength(), room), completion);
    }

    /** Drops the body, so that the connection can be used again. */
    static BodyReception dropping(Request request, long limit, Duration grace, Completion completion) {
        return new BodyReception(request, limit, grace, new Dropped(), completion);
    }

    /** Reads what has arrived; continues when more arrives. */
    @Override
    public void run() {
        try {
            while (true) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(this);
                    return;
                }
                if (take(chunk)) {
                    completion.received(store.bytes());
                    return;
                }
            }
        } catch (Refusal refusal) {
            completion.failed(refusal);
        }
    }

    /** Takes a piece. Returns whether it was the last one. */
    private boolean take(Content.Chunk chunk) throws Refusal {
        if (Content.Chunk.isFailure(chunk)) {
            throw new Refusal(408, "the rest of the message did not arrive", chunk.getFailure());
        }
        try {
            count += chunk.remaining();
            if (count > limit) {
                throw new Refusal(413, "the message is longer than " + limit + " bytes");
            }
            requireSpeed();
            store.append(chunk.getByteBuffer());
            return chunk.isLast();
        } finally {
            chunk.release();
        }
    }

    private void requireSpeed() throws Refusal {
        long elapsed = System.nanoTime() - graceEnd;
        if (elapsed > 0 && count < SLOWEST * (elapsed / TimeUnit.SECONDS.toNanos(1))) {
            throw new Refusal(408, "the sender is slower than " + SLOWEST + " bytes a second");
        }
    }

    /** Drops the bytes. */
    private static final class Dropped implements Store {
        @Override
        public void append(ByteBuffer bytes) {
            // dropped
        }

        @Override
        public byte[] bytes() {
            return new byte[0];
        }
    }

    /** Keeps the bytes. Does not allocate the claimed length, which is reserved, before a small part of it has come. */
    private static final class Kept implements Store {
        private static final int CLAIMED_TO_RECEIVED = 16;

        private final long expected;
        private final PendingMessages.Reservation room;
        private byte[] body = new byte[0];
        private int length;

        Kept(long expected, PendingMessages.Reservation room) {
            this.expected = expected;
            this.room = room;
        }

        @Override
        public void append(ByteBuffer bytes) throws Refusal {
            int more = bytes.remaining();
            if (length + more > body.length) {
                grow(length + more);
            }
            bytes.get(body, length, more);
            length += more;
        }

        private void grow(int needed) throws Refusal {
            int size = (int)
                    (expected >= needed
                            ? Math.min(expected, (long) CLAIMED_TO_RECEIVED * needed)
                            : Math.max(needed, Math.max(FIRST_SIZE, 2L * body.length)));
            if (expected < 0 && !room.resize(size)) {
                throw new Refusal(503, "the memory for pending messages is used up");
            }
            body = Arrays.copyOf(body, size);
        }

        @Override
        public byte[] bytes() {
            return length == body.length ? body : Arrays.copyOf(body, length);
        }
    }
}
