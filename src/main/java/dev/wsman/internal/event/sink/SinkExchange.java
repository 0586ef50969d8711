package dev.wsman.internal.event.sink;

import dev.wsman.internal.transport.auth.kerberos.KerberosServiceContext;
import dev.wsman.internal.transport.encryption.EncryptedBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** One request and its reply. */
final class SinkExchange implements BodyReception.Completion {
    private static final Logger LOG = System.getLogger("dev.wsman");
    private static final String SOAP = "application/soap+xml;charset=UTF-8";
    private static final int DRAINED = 4;

    private final SinkState sink;
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final PeerConnection connection;
    private final AtomicBoolean replied = new AtomicBoolean();
    private PendingMessages.@Nullable Reservation room;
    private SinkAuthenticator.Sender sender = SinkAuthenticator.Sender.UNNAMED;
    private Scheduler.@Nullable Task alarm;

    SinkExchange(SinkState sink, Request request, Response response, Callback callback) {
        this.sink = sink;
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.connection = PeerConnection.of(request);
    }

    /** Checks the head of the request and begins to read its body. */
    void begin() {
        sink.pending().enter();
        connection.idle(sink.limits().receiveTimeout());
        try {
            requirePost();
            sender = sink.authenticator()
                    .authenticate(connection, request.getHttpURI().getPathQuery(), header(HttpHeader.AUTHORIZATION));
            receive();
        } catch (Refusal refusal) {
            refuse(refusal);
        } catch (RuntimeException failure) {
            release();
            fail(failure);
        }
    }

    private void requirePost() throws Refusal {
        if (!HttpMethod.POST.is(request.getMethod())) {
            throw new Refusal(405, "the method is " + request.getMethod() + ", not POST");
        }
        if (sink.isClosing()) {
            throw closing();
        }
    }

    private static Refusal closing() {
        return new Refusal(503, "the sink is closing");
    }

    private void receive() throws Refusal {
        long limit = sink.limits().maxMessageSize();
        long length = request.getLength();
        if (length > limit) {
            throw new Refusal(413, "the message has " + length + " bytes; at most " + limit + " are accepted");
        }
        PendingMessages.Reservation reserved = sink.pending().reserve(Math.max(0, length));
        if (reserved == null) {
            throw new Refusal(503, "too many messages are pending");
        }
        room = reserved;
        BodyReception.keeping(request, limit, sink.limits().receiveTimeout(), reserved, this)
                .run();
    }

    /** Hands the message to a thread that may block. */
    @Override
    public void received(byte[] body) {
        connection.idle(Duration.ZERO);
        alarm = sink.scheduler()
                .schedule(this::expire, sink.limits().handleTimeout().toMillis(), TimeUnit.MILLISECONDS);
        try {
            sink.threads().execute(() -> process(body));
        } catch (RejectedExecutionException closed) {
            release();
            reply(closing(), false);
        }
    }

    @Override
    public void failed(Refusal refusal) {
        release();
        refuse(refusal);
    }

    private void expire() {
        reply(
                new Refusal(
                        504,
                        "the handler did not return within " + sink.limits().handleTimeout()),
                false);
    }

    private void process(byte[] body) {
        try {
            // a message that waited too long was refused: its sender repeats it
            if (!replied.get()) {
                handle(body);
            }
        } catch (Refusal refusal) {
            release();
            reply(refusal, false);
        } catch (RuntimeException | Error failure) {
            release();
            fail(failure);
        } finally {
            release();
        }
    }

    private void fail(Throwable failure) {
        LOG.log(Level.ERROR, "event sink: handling a message of " + connection.address() + " failed", failure);
        reply(new SinkReply(500, null), null);
    }

    private void handle(byte[] body) throws Refusal {
        if (body.length == 0) {
            release();
            reply(new SinkReply(200, null), null);
            return;
        }
        MessageReader.Received received = new MessageReader.Received(
                request.getHttpURI().getPathQuery(),
                body,
                header(HttpHeader.CONTENT_TYPE),
                header(HttpHeader.CONTENT_ENCODING));
        SinkMessage message = sink.reader().read(received, connection, sender, Objects.requireNonNull(room));
        SinkReply reply = sink.handler().handle(message);
        release();
        reply(reply, received.isEncrypted() ? sender.keys() : null);
    }

    /** Reads the rest of the request, if it is not too long, so that the sender can read the reply. */
    private void refuse(Refusal refusal) {
        long limit = sink.limits().maxMessageSize() * DRAINED;
        if (refusal.endsConnection() || request.getLength() > limit || header(HttpHeader.EXPECT) != null) {
            reply(refusal, true);
            return;
        }
        BodyReception.dropping(request, limit, sink.limits().receiveTimeout(), new BodyReception.Completion() {
                    @Override
                    public void received(byte[] nothing) {
                        reply(refusal, false);
                    }

                    @Override
                    public void failed(Refusal unread) {
                        reply(refusal, true);
                    }
                })
                .run();
    }

    /** Takes the right to reply; false if another thread replies. Only then may the response be changed. */
    private boolean claim() {
        if (!replied.compareAndSet(false, true)) {
            return false;
        }
        if (alarm != null) {
            alarm.cancel();
        }
        return true;
    }

    private void reply(Refusal refusal, boolean unread) {
        if (!claim()) {
            return;
        }
        sink.log().refused(connection.address(), refusal);
        HttpFields.Mutable headers = response.getHeaders();
        refusal.challenges().forEach(challenge -> headers.add(HttpHeader.WWW_AUTHENTICATE, challenge));
        if (refusal.status() == 405) {
            headers.put(HttpHeader.ALLOW, "POST");
        }
        if (unread || refusal.endsConnection()) {
            headers.put(HttpHeader.CONNECTION, "close");
        }
        write(refusal.status(), new byte[0]);
    }

    /**
     * Sends the reply, unless another one was sent.
     *
     * @param keys encrypt the reply; null for a plain one
     */
    private void reply(SinkReply reply, @Nullable KerberosServiceContext keys) {
        if (!claim()) {
            return;
        }
        sink.log().replied(connection.address(), reply);
        try {
            write(reply.status(), reply.envelope() == null ? new byte[0] : body(reply.envelope(), keys));
        } catch (IOException failure) {
            broken(failure);
        }
    }

    private void write(int status, byte[] body) {
        connection.idle(sink.limits().receiveTimeout());
        response.setStatus(status);
        if (sender.proof() != null && status != 401) {
            response.getHeaders().add(HttpHeader.WWW_AUTHENTICATE, sender.proof());
        }
        response.write(true, ByteBuffer.wrap(body), Callback.from(() -> sent(status), this::broken));
    }

    private byte[] body(String envelope, @Nullable KerberosServiceContext keys) throws IOException {
        byte[] plain = envelope.getBytes(StandardCharsets.UTF_8);
        if (keys == null) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, SOAP);
            return plain;
        }
        EncryptedBody encrypted = EncryptedBody.encrypt(keys, SOAP, plain);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, encrypted.contentType());
        ByteArrayOutputStream out = new ByteArrayOutputStream((int) encrypted.length());
        encrypted.writeTo(out);
        return out.toByteArray();
    }

    private void sent(int status) {
        // a sender that has not proved itself does not keep a connection for long
        connection.idle(status == 401 ? sink.limits().receiveTimeout() : sink.idleTimeout());
        sink.pending().leave();
        callback.succeeded();
    }

    private void broken(Throwable failure) {
        LOG.log(Level.DEBUG, "event sink: a reply did not reach " + connection.address(), failure);
        sink.pending().leave();
        callback.failed(failure);
    }

    /** Gives the room back before the reply: after it, the sender may send the next message at once. */
    private void release() {
        if (room != null) {
            room.release();
        }
    }

    private @Nullable String header(HttpHeader name) {
        return request.getHeaders().get(name);
    }
}
