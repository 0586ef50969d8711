package dev.wsman.internal.transport;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.transport.auth.SealedBody;
import dev.wsman.internal.transport.auth.SealedTooLongException;
import dev.wsman.internal.transport.auth.SecurityContext;
import dev.wsman.internal.transport.auth.UnsealedStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A reply whose body is still on the connection. */
final class ConnectionReply implements HttpReply {
    private final HttpTransport transport;
    private final HttpConnection connection;
    private final ResponseHead head;
    private final Deadline deadline;
    private final ReplyBody raw;
    private final InputStream body;
    private final @Nullable String contentType;
    private final HttpRefusals refusals;
    private final HttpRefusals.Sent sent;
    private final boolean sealed;
    private boolean closed;

    ConnectionReply(
            HttpTransport transport,
            HttpConnection connection,
            ResponseHead head,
            Deadline deadline,
            long most,
            HttpRefusals refusals,
            HttpRefusals.Sent sent)
            throws IOException {
        this.refusals = refusals;
        this.sent = sent;
        this.transport = transport;
        this.connection = connection;
        this.head = head;
        this.deadline = deadline;
        String type = head.header("Content-Type");
        SecurityContext security = connection.security();
        this.sealed = security != null && SealedBody.isSealed(type);
        this.raw = new ReplyBody(
                transport, connection, head.body(), deadline, head.status(), most, sealed ? frame(most) : 0);
        if (security != null && type != null && sealed) {
            UnsealedStream plain = unsealed(security, type, most);
            this.body = new ReplyBody(transport, connection, plain, deadline, head.status(), most);
            this.contentType = plain.contentType();
        } else {
            this.body =
                    isGzip() ? new ReplyBody(transport, connection, unpacked(), deadline, head.status(), most) : raw;
            this.contentType = type;
        }
    }

    /** What boundaries, headers and signatures may add: the more the shorter the parts are into which a server cuts its reply. */
    private static long frame(long most) {
        return 65_536 + most / 8;
    }

    private UnsealedStream unsealed(SecurityContext security, String type, long most) throws IOException {
        try {
            return SealedBody.open(security, type, raw, most);
        } catch (SealedTooLongException e) {
            throw ExchangeException.envelopeTooLarge(most, head.status());
        }
    }

    private boolean isGzip() {
        String encoding = head.header("Content-Encoding");
        return encoding != null && encoding.toLowerCase(Locale.ROOT).contains("gzip");
    }

    /** An empty body is empty however it is said to be packed. */
    private InputStream unpacked() throws IOException {
        PushbackInputStream packed = new PushbackInputStream(raw, 1);
        int first = packed.read();
        if (first < 0) {
            return packed;
        }
        packed.unread(first);
        return new GZIPInputStream(packed);
    }

    /** Whether the body came sealed, and verified. */
    boolean sealed() {
        return sealed;
    }

    @Override
    public int status() {
        return head.status();
    }

    @Override
    public @Nullable String reasonPhrase() {
        return head.reasonPhrase();
    }

    @Override
    public @Nullable String contentType() {
        return contentType;
    }

    @Override
    public @Nullable String header(String name) {
        return head.header(name);
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public void hurry(boolean hurry) {
        connection.deadline(hurry ? deadline.atMost(ResponseHead.REFUSAL) : deadline);
    }

    @Override
    public @Nullable ExchangeException refusal(String arrived) {
        if (head.status() == 401) {
            return transport.refusal(head);
        }
        return head.status() < 300 ? null : refusals.of(head, contentType, arrived, sent);
    }

    @Override
    public void abort() {
        end(false);
    }

    @Override
    public void close() {
        end(true);
    }

    private void end(boolean keep) {
        if (closed) {
            return;
        }
        closed = true;
        if (keep && head.keepsAlive() && raw.drained()) {
            transport.giveBack(connection);
        } else {
            transport.discard(connection);
        }
        deadline.received(raw.count());
    }
}
