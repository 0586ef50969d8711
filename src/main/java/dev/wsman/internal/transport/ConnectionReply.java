package dev.wsman.internal.transport;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.transport.auth.SecurityContext;
import dev.wsman.internal.transport.encryption.DecryptedStream;
import dev.wsman.internal.transport.encryption.EncryptedBody;
import dev.wsman.internal.transport.encryption.EncryptedTooLongException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A reply whose body is still on the connection. */
final class ConnectionReply implements HttpReply {
    private final ConnectionPool pool;
    private final HttpRefusals refusals;
    private final SentRequest sent;
    private final ResponseHead head;
    private final ReplyBody raw;
    private final InputStream body;
    /** Null if the body was not encrypted. */
    private final @Nullable DecryptedStream plain;

    private final @Nullable String contentType;
    private final boolean encrypted;
    private boolean closed;

    ConnectionReply(
            ConnectionPool pool,
            ExchangeFailures failures,
            HttpRefusals refusals,
            SentRequest sent,
            ResponseHead head,
            long maximum)
            throws IOException {
        this.pool = pool;
        this.refusals = refusals;
        this.sent = sent;
        this.head = head;
        String type = head.header("Content-Type");
        SecurityContext security = sent.connection().security();
        this.encrypted = security != null && head.isEncrypted();
        ReplyBody.Source source = new ReplyBody.Source(failures, sent.connection(), deadline(), head.status());
        this.raw = new ReplyBody(source, head.body(), maximum, encrypted ? framing(maximum) : 0);
        if (security != null && type != null && encrypted) {
            DecryptedStream opened = decrypted(security, type, maximum);
            this.plain = opened;
            this.body = new ReplyBody(source, opened, maximum, 0);
            this.contentType = opened.contentType();
        } else {
            this.plain = null;
            this.body = isGzip() ? new ReplyBody(source, decompressed(), maximum, 0) : raw;
            this.contentType = type;
        }
    }

    private Deadline deadline() {
        return sent.call().deadline();
    }

    /**
     * Returns how many bytes boundaries, headers and signatures may add. A server may cut a long reply into many short
     * parts, each with its own.
     */
    private static long framing(long maximum) {
        return 65_536 + maximum / 8;
    }

    private DecryptedStream decrypted(SecurityContext security, String type, long maximum) throws IOException {
        try {
            return EncryptedBody.open(security, type, raw, sent.connection().tokens(), maximum);
        } catch (EncryptedTooLongException e) {
            throw ExchangeException.envelopeTooLarge(maximum, head.status());
        }
    }

    private boolean isGzip() {
        String encoding = head.header("Content-Encoding");
        return encoding != null && encoding.toLowerCase(Locale.ROOT).contains("gzip");
    }

    /** Decompresses the body. An empty body stays empty whatever Content-Encoding it has. */
    private InputStream decompressed() throws IOException {
        PushbackInputStream compressed = new PushbackInputStream(raw, 1);
        int first = compressed.read();
        if (first < 0) {
            return compressed;
        }
        compressed.unread(first);
        return new GZIPInputStream(compressed);
    }

    /** Whether the body was encrypted; its first message has been verified then. */
    boolean encrypted() {
        return encrypted;
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
        sent.connection().deadline(hurry ? deadline().atMost(ResponseHead.REFUSAL) : deadline());
    }

    @Override
    public @Nullable ExchangeException refusal(String arrived) {
        if (head.status() == 401) {
            return refusals.unauthorized(head);
        }
        return head.status() < 300 ? null : refusals.of(head, contentType, arrived, sent.sizes());
    }

    @Override
    public void abort() {
        end(false);
    }

    @Override
    public void close() {
        end(true);
    }

    /** Gives the array of the plain text back to the connection, before another thread can use that. */
    private void releaseToken() {
        if (plain != null) {
            plain.close();
        }
    }

    private void end(boolean keep) {
        if (closed) {
            return;
        }
        closed = true;
        releaseToken();
        if (keep && head.keepsAlive() && raw.drained()) {
            pool.giveBack(sent.connection());
        } else {
            pool.discard(sent.connection());
        }
        sent.call().meter().received(raw.count());
    }
}
