package dev.wsman.internal.cxf;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.wsman.internal.protocol.RequestDefaults;
import dev.wsman.internal.protocol.RequestTarget;
import dev.wsman.internal.transport.Deadline;
import dev.wsman.internal.transport.HttpTransport;
import dev.wsman.internal.xml.Tree;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * One exchange as it passes through CXF: what its headers say, how its reply is read, and what became of it. It never
 * leaves its thread. Failures are kept here rather than thrown through CXF, which would wrap and log them.
 */
final class StubCall {
    /** Reads the content of the SOAP body into what the stub's method returns. */
    @FunctionalInterface
    interface BodyReader {
        /** The reader is on the first element of the body, or on the body's end when it is empty. */
        @Nullable
        Object read(XMLStreamReader reader) throws XMLStreamException;
    }

    private static final ThreadLocal<StubCall> CURRENT = new ThreadLocal<>();

    final HttpTransport transport;
    final Deadline deadline;
    final @Nullable String action;
    final String to;
    final @Nullable RequestTarget target;
    final RequestDefaults wire;
    final boolean repeatable;
    final BodyReader bodyReader;
    final Map<String, String> httpHeaders;
    final boolean estimateTotal;
    final String messageId = newMessageId();

    private List<Tree> replyHeaders = List.of();
    private @Nullable RuntimeException failure;
    private @Nullable Object answer;

    StubCall(Builder builder) {
        this.transport = builder.transport;
        this.deadline = builder.deadline;
        this.action = builder.action;
        this.to = builder.to;
        this.target = builder.target;
        this.wire = builder.wire;
        this.repeatable = builder.repeatable;
        this.bodyReader = builder.bodyReader;
        this.httpHeaders = builder.httpHeaders;
        this.estimateTotal = builder.estimateTotal;
    }

    /** Unique, which is all it must be: no secret hangs on it that would need a secure random number. */
    private static String newMessageId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long most = random.nextLong() & 0xffff_ffff_ffff_0fffL | 0x4000L;
        long least = random.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
        return "uuid:" + new UUID(most, least);
    }

    static @Nullable StubCall current() {
        return CURRENT.get();
    }

    /** Makes this the call that the stub is about to carry out on this thread. */
    void enter() {
        CURRENT.set(this);
    }

    void leave() {
        CURRENT.remove();
    }

    void failed(RuntimeException reason) {
        if (failure == null) {
            failure = reason;
        }
    }

    @Nullable
    RuntimeException failure() {
        return failure;
    }

    void answer(@Nullable Object result) {
        answer = result;
    }

    /** What the stub's method is to return. */
    @Nullable
    Object answer() {
        return answer;
    }

    void replyHeaders(List<Tree> headers) {
        replyHeaders = headers;
    }

    List<Tree> replyHeaders() {
        return replyHeaders;
    }

    /**
     * How long the server may take, so that its own answer comes before we stop waiting: less than is left, where others
     * (a Pull that brought nothing, a wait for a connection) have had a part of the time.
     */
    Duration operationTimeout() {
        long limit = deadline.limitNanos();
        long usual = limit - Math.min(limit / 10, SECONDS.toNanos(5));
        long left = Math.max(deadline.nanosLeft(), MILLISECONDS.toNanos(1));
        return Duration.ofNanos(Math.min(usual, left - Math.min(left / 20, SECONDS.toNanos(2))));
    }

    /** Collects what a call needs. */
    static final class Builder {
        private final HttpTransport transport;
        private final Deadline deadline;
        private final String to;
        private final RequestDefaults wire;
        private @Nullable String action;
        private @Nullable RequestTarget target;
        private boolean repeatable;
        private boolean estimateTotal;
        private BodyReader bodyReader = reader -> null;
        private Map<String, String> httpHeaders = Map.of();

        Builder(HttpTransport transport, Deadline deadline, String to, RequestDefaults wire) {
            this.transport = transport;
            this.deadline = deadline;
            this.to = to;
            this.wire = wire;
        }

        Builder action(String action) {
            this.action = action;
            return this;
        }

        Builder target(RequestTarget target) {
            this.target = target;
            return this;
        }

        Builder repeatable() {
            this.repeatable = true;
            return this;
        }

        Builder estimateTotal(boolean asked) {
            this.estimateTotal = asked;
            return this;
        }

        Builder reads(BodyReader reader) {
            this.bodyReader = reader;
            return this;
        }

        Builder httpHeaders(Map<String, String> headers) {
            this.httpHeaders = headers;
            return this;
        }

        StubCall build() {
            return new StubCall(this);
        }
    }
}
