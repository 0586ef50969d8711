package dev.wsman.internal.event.sink;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** One request and its reply. */
final class SinkExchange {
    private static final Logger LOG = System.getLogger("dev.wsman");

    private final SinkState sink;
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final SinkConnection connection;
    private final AtomicBoolean replied = new AtomicBoolean();
    /** The reply, and the handler if the request gets that far; the room is free after both. */
    private final AtomicInteger parts = new AtomicInteger(1);

    private PendingMessages.@Nullable Reservation room;
    private SinkAuthenticator.@Nullable Sender sender;
    private Scheduler.@Nullable Task alarm;

    SinkExchange(SinkState sink, Request request, Response response, Callback callback) {
        this.sink = sink;
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.connection = SinkConnection.of(request);
    }

    /** Checks the head of the request and begins to read its body. */
    void begin() {
        connection.idle(sink.limits().receiveTimeout());
        try {
            checkHead();
            sender = sink.authenticator().authenticate(connection, header(HttpHeader.AUTHORIZATION));
            receive();
        } catch (Refusal refusal) {
            refuse(refusal);
        }
    }

    private void checkHead() throws Refusal {
        if (!HttpMethod.POST.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "POST");
            throw new Refusal(405, "the method is " + request.getMethod() + ", not POST");
        }
        if (sink.isClosing()) {
            throw new Refusal(503, "the sink is closing");
        }
    }

    private void receive() throws Refusal {
        long limit = sink.limits().maxMessageSize();
        if (request.getLength() > limit) {
            throw new Refusal(
                    413, "the message has " + request.getLength() + " bytes; at most " + limit + " are accepted");
        }
        PendingMessages.Reservation reserved = sink.pending().reserve(Math.max(0, request.getLength()));
        if (reserved == null) {
            throw new Refusal(503, "too many messages are pending");
        }
        room = reserved;
        BodyReception.keeping(request, limit, reserved, new BodyReception.Completion() {
                    @Override
                    public void received(byte[] body) {
                        hand(body);
                    }

                    @Override
                    public void failed(Refusal refusal) {
                        refuse(refusal);
                    }
                })
                .run();
    }

    /** Hands the message to a thread that may block. */
    private void hand(byte[] body) {
        connection.idle(Duration.ZERO);
        parts.incrementAndGet();
        alarm = sink.scheduler()
                .schedule(this::expire, sink.limits().handleTimeout().toMillis(), TimeUnit.MILLISECONDS);
        try {
            sink.threads().execute(() -> process(body));
        } catch (RejectedExecutionException closed) {
            reply(503, null, "the sink is closing");
            finishPart();
        }
    }

    private void expire() {
        reply(504, null, "the handler did not return within " + sink.limits().handleTimeout());
    }

    private void process(byte[] body) {
        try {
            // a message that waited too long was refused: its sender repeats it
            if (!replied.get()) {
                SinkReply reply = handle(body);
                reply(reply.status(), reply.envelope(), null);
            }
        } catch (RuntimeException | Error failure) {
            LOG.log(Level.ERROR, "event sink: handling a message of " + connection.address() + " failed", failure);
            reply(500, null, null);
        } finally {
            finishPart();
        }
    }

    private SinkReply handle(byte[] body) {
        if (body.length == 0) {
            return new SinkReply(200, null);
        }
        SinkAuthenticator.Sender known = Objects.requireNonNull(sender);
        SinkPeer peer = new SinkPeer(connection.address(), known.principal(), connection.certificates(), sink.isTls());
        return sink.handler().handle(new SinkMessage(request.getHttpURI().getPathQuery(), peer, body, null));
    }

    /** Reads the rest of the request, if it is not too long, so that the sender can read the reply. */
    private void refuse(Refusal refusal) {
        refusal.challenges().forEach(challenge -> response.getHeaders().add(HttpHeader.WWW_AUTHENTICATE, challenge));
        boolean broken = refusal.status() == 408;
        if (broken) {
            close();
            reply(refusal.status(), null, refusal.getMessage());
            return;
        }
        BodyReception.dropping(request, sink.limits().maxMessageSize() * 4, new BodyReception.Completion() {
                    @Override
                    public void received(byte[] nothing) {
                        reply(refusal.status(), null, refusal.getMessage());
                    }

                    @Override
                    public void failed(Refusal unread) {
                        close();
                        reply(refusal.status(), null, refusal.getMessage());
                    }
                })
                .run();
    }

    private void close() {
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }

    /** Sends the reply, unless another one was sent. */
    private void reply(int status, @Nullable String envelope, @Nullable String reason) {
        if (!replied.compareAndSet(false, true)) {
            return;
        }
        if (alarm != null) {
            alarm.cancel();
        }
        if (reason != null) {
            LOG.log(
                    status == 401 || status == 503 ? Level.DEBUG : Level.WARNING,
                    () -> "event sink: refused a request of " + connection.address() + " with " + status + ": "
                            + reason);
        }
        connection.idle(sink.limits().receiveTimeout());
        response.setStatus(status);
        byte[] body = envelope == null ? new byte[0] : envelope.getBytes(StandardCharsets.UTF_8);
        if (envelope != null) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/soap+xml;charset=UTF-8");
        }
        response.write(true, ByteBuffer.wrap(body), Callback.from(this::sent, this::broken));
    }

    private void sent() {
        connection.idle(sink.limits().idleTimeout());
        finishPart();
        callback.succeeded();
    }

    private void broken(Throwable failure) {
        LOG.log(Level.DEBUG, () -> "event sink: a reply did not reach " + connection.address(), failure);
        finishPart();
        callback.failed(failure);
    }

    private void finishPart() {
        if (parts.decrementAndGet() == 0 && room != null) {
            room.release();
        }
    }

    private @Nullable String header(HttpHeader name) {
        return request.getHeaders().get(name);
    }
}
