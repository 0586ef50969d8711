package dev.wsman.testkit.http;

import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ReplyOverrides;
import dev.wsman.testkit.protocol.ServiceFault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Replaces or changes the reply to the next request that satisfies a condition. It applies once, unless {@link
 * #times} or {@link #always} is called. Effects combine. This makes two requests wait and then fail:
 *
 * <pre>{@code
 * service.on(ServiceOperation.PULL).delay(Duration.ofSeconds(1)).fault(FaultKind.TIMED_OUT).times(2);
 * }</pre>
 *
 * <p>If several scripted replies fit a request, the oldest that is not used up applies. Thread-safe.
 */
public final class ScriptedReply {
    /** How a reply ends. */
    enum Ending {
        NORMAL,
        CLOSED,
        DROPPED,
        TRUNCATED
    }

    /**
     * A reply that a test provides.
     *
     * @param status the HTTP status
     * @param contentType the Content-Type; empty for none
     * @param body the bytes
     */
    record CannedReply(int status, String contentType, byte[] body) {}

    private final Predicate<RecordedRequest> kind;
    private final CountDownLatch removed = new CountDownLatch(1);
    private Duration delay = Duration.ZERO;
    private ServiceFault fault;
    private String relatesTo;
    private CannedReply canned;
    private Ending ending = Ending.NORMAL;
    private int bytes;
    private boolean effective;
    private int skips;
    private long left = 1;
    private int uses;

    ScriptedReply(Predicate<RecordedRequest> kind) {
        this.kind = kind;
    }

    /** Waits before the request is handled. */
    public synchronized ScriptedReply delay(Duration time) {
        delay = time;
        return effective();
    }

    /** Replies with a fault of the specification. */
    public ScriptedReply fault(FaultKind kindOfFault) {
        return fault(kindOfFault.fault());
    }

    /** Replies with a fault. */
    public synchronized ScriptedReply fault(ServiceFault other) {
        fault = other;
        return effective();
    }

    /** Replaces the message ID in RelatesTo. */
    public synchronized ScriptedReply relatesTo(String messageId) {
        relatesTo = messageId;
        return effective();
    }

    /** Replies with exactly this. If the content type is empty, the header is not sent. */
    public ScriptedReply respond(int status, String contentType, String body) {
        return respond(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Replies with exactly this. If the content type is empty, the header is not sent. */
    public synchronized ScriptedReply respond(int status, String contentType, byte[] body) {
        canned = new CannedReply(status, contentType, body.clone());
        return effective();
    }

    /** Closes the connection without a reply. */
    public synchronized ScriptedReply reset() {
        ending = Ending.CLOSED;
        return effective();
    }

    /** Performs the operation but never replies. The connection stays open until {@link #remove} is called. */
    public synchronized ScriptedReply drop() {
        ending = Ending.DROPPED;
        return effective();
    }

    /** Sends the first {@code count} bytes of the body and closes the connection. */
    public synchronized ScriptedReply truncate(int count) {
        ending = Ending.TRUNCATED;
        bytes = count;
        return effective();
    }

    private ScriptedReply effective() {
        effective = true;
        return this;
    }

    /** Applies to the next {@code count} requests. */
    public synchronized ScriptedReply times(int count) {
        left = count;
        return this;
    }

    /** Applies until it is removed. */
    public synchronized ScriptedReply always() {
        left = Long.MAX_VALUE;
        return this;
    }

    /** Skips the first {@code count} requests that satisfy the condition. */
    public synchronized ScriptedReply after(int count) {
        skips = count;
        return this;
    }

    /** The number of requests to which it has applied. */
    public synchronized int uses() {
        return uses;
    }

    /** Removes it. Requests that it keeps waiting continue. */
    public void remove() {
        synchronized (this) {
            left = 0;
        }
        removed.countDown();
    }

    /** Whether it applies to a request. If so, this counts as a use. */
    synchronized boolean applies(RecordedRequest request) {
        if (!effective || left == 0 || !kind.test(request)) {
            return false;
        }
        if (skips > 0) {
            skips--;
            return false;
        }
        left--;
        uses++;
        return true;
    }

    /** Waits for the delay. */
    void pause() throws InterruptedException {
        Duration time;
        synchronized (this) {
            time = delay;
        }
        if (!time.isZero()) {
            removed.await(time.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Waits until it is removed. */
    void awaitRemoval() throws InterruptedException {
        removed.await();
    }

    synchronized ReplyOverrides script() {
        return new ReplyOverrides(Optional.ofNullable(fault), Optional.ofNullable(relatesTo));
    }

    synchronized Optional<CannedReply> canned() {
        return Optional.ofNullable(canned);
    }

    synchronized Ending ending() {
        return ending;
    }

    synchronized int bytes() {
        return bytes;
    }
}
