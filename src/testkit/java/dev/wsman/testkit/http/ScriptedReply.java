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
 * Something that the service does differently for the next requests of a kind: once, unless {@link #times} or
 * {@link #always} says otherwise. Effects combine: {@code service.on(Operation.PULL).delay(…).fault(…).times(2)}. Where
 * several behaviours fit a request, the earliest that is not used up applies. Thread-safe.
 */
public final class ScriptedReply {
    /** How an answer ends. */
    enum Ending {
        NORMAL,
        CLOSED,
        DROPPED,
        TRUNCATED
    }

    /**
     * An answer given in place of the service's own.
     *
     * @param status the HTTP status
     * @param contentType the Content-Type; empty for none
     * @param body the octets
     */
    record CannedReply(int status, String contentType, byte[] body) {}

    private final Predicate<RecordedRequest> kind;
    private final CountDownLatch removed = new CountDownLatch(1);
    private Duration delay = Duration.ZERO;
    private ServiceFault fault;
    private String relatesTo;
    private CannedReply canned;
    private Ending ending = Ending.NORMAL;
    private int octets;
    private boolean effective;
    private int skips;
    private long left = 1;
    private int uses;

    ScriptedReply(Predicate<RecordedRequest> kind) {
        this.kind = kind;
    }

    /** Waits before the request is looked at. */
    public synchronized ScriptedReply delay(Duration time) {
        delay = time;
        return effective();
    }

    /** Answers with a fault of the specification. */
    public ScriptedReply fault(FaultKind kindOfFault) {
        return fault(kindOfFault.fault());
    }

    /** Answers with a fault. */
    public synchronized ScriptedReply fault(ServiceFault other) {
        fault = other;
        return effective();
    }

    /** Puts another message ID into RelatesTo. */
    public synchronized ScriptedReply relatesTo(String messageId) {
        relatesTo = messageId;
        return effective();
    }

    /** Answers with this and nothing else. An empty content type sends no such header. */
    public ScriptedReply respond(int status, String contentType, String body) {
        return respond(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers with this and nothing else. An empty content type sends no such header. */
    public synchronized ScriptedReply respond(int status, String contentType, byte[] body) {
        canned = new CannedReply(status, contentType, body.clone());
        return effective();
    }

    /** Closes the connection without an answer. */
    public synchronized ScriptedReply reset() {
        ending = Ending.CLOSED;
        return effective();
    }

    /** Does what was asked and never answers; the connection stays open until the behaviour is removed. */
    public synchronized ScriptedReply drop() {
        ending = Ending.DROPPED;
        return effective();
    }

    /** Sends so many octets of the body and closes the connection. */
    public synchronized ScriptedReply truncate(int count) {
        ending = Ending.TRUNCATED;
        octets = count;
        return effective();
    }

    private ScriptedReply effective() {
        effective = true;
        return this;
    }

    /** Applies to so many requests. */
    public synchronized ScriptedReply times(int count) {
        left = count;
        return this;
    }

    /** Applies until it is removed. */
    public synchronized ScriptedReply always() {
        left = Long.MAX_VALUE;
        return this;
    }

    /** Lets so many requests of the kind pass first. */
    public synchronized ScriptedReply after(int count) {
        skips = count;
        return this;
    }

    /** To how many requests it has applied. */
    public synchronized int uses() {
        return uses;
    }

    /** Ends it; requests that it keeps waiting go on. */
    public void remove() {
        synchronized (this) {
            left = 0;
        }
        removed.countDown();
    }

    /** Whether it applies to a request; this counts as a use. */
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

    /** Waits out the delay. */
    void pause() throws InterruptedException {
        Duration time;
        synchronized (this) {
            time = delay;
        }
        if (!time.isZero()) {
            removed.await(time.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Waits until the behaviour is removed. */
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

    synchronized int octets() {
        return octets;
    }
}
