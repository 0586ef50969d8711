package dev.wsman.internal.cxf;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.fault.ExchangeException.Stage;
import dev.wsman.internal.protocol.EnvelopeReader;
import dev.wsman.internal.protocol.Exchange;
import dev.wsman.internal.protocol.ExchangeSender;
import dev.wsman.internal.protocol.OutgoingRequest;
import dev.wsman.internal.protocol.RequestDefaults;
import dev.wsman.internal.transport.AttemptMeter;
import dev.wsman.internal.transport.Deadline;
import dev.wsman.internal.transport.HttpCall;
import dev.wsman.internal.transport.HttpReply;
import dev.wsman.internal.transport.HttpTransport;
import dev.wsman.internal.xml.ParserBuffers;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The only way from the session to the wire: {@link #send} is the path that the package documentation draws. */
public final class RemoteService implements ExchangeSender, AutoCloseable {
    // Exactly this: openwsman replies to other forms with an empty body or 415, Windows 2008 rejects a parameter
    // "action".
    private static final String CONTENT_TYPE = "application/soap+xml;charset=UTF-8";

    private final HttpTransport transport;
    private final RequestDefaults defaults;
    private final Stubs stubs;
    private final AtomicBoolean closed = new AtomicBoolean();

    public RemoteService(HttpTransport transport, RequestDefaults defaults) {
        this.transport = transport;
        this.defaults = defaults;
        this.stubs = Stubs.acquire();
    }

    /** Returns the URL of the server. */
    public String endpoint() {
        return defaults.endpoint();
    }

    /** Returns the language of texts; null for the server's own. */
    public @Nullable Locale locale() {
        return defaults.locale();
    }

    @Override
    public <T extends @Nullable Object> T send(Exchange<T> exchange, Deadline deadline, AttemptMeter meter) {
        if (closed.get()) {
            throw ExchangeException.closed();
        }
        OutgoingRequest<T> request = OutgoingRequest.of(exchange, defaults, deadline);
        RequestBuffer envelope = stubs.of(exchange.operation()).write(request);
        ParserBuffers.clearForVirtualThread(); // before the wait for the reply
        HttpCall call = new HttpCall(
                envelope.array(),
                envelope.size(),
                CONTENT_TYPE,
                exchange.httpHeaders(),
                exchange.operation().isIdempotent(),
                deadline,
                meter);
        try (HttpReply reply = transport.exchange(call)) {
            return read(request, reply);
        } finally {
            ParserBuffers.clearForVirtualThread();
        }
    }

    private static <T extends @Nullable Object> T read(OutgoingRequest<T> request, HttpReply reply) {
        try {
            return new EnvelopeReader<>(request, reply).read();
        } catch (RuntimeException e) {
            if (!isFault(e)) {
                reply.abort();
            }
            throw e;
        }
    }

    /**
     * Returns whether the failure is a fault. Then only end tags are left of the reply. After any other failure, the
     * rest of the reply is unknown.
     */
    private static boolean isFault(RuntimeException failure) {
        return failure instanceof ExchangeException known && known.stage() == Stage.FAULT;
    }

    /** Returns the failure for the caller, with those secrets of the session masked that a server or a proxy echoed. */
    public ExchangeException withoutSecrets(ExchangeException failure) {
        return failure.withoutSecrets(this::masked);
    }

    /** Returns a text from the server with the session's secrets masked. */
    public String masked(String text) {
        return transport.masked(text);
    }

    /** Releases the stubs and closes all connections, including those in use. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            transport.close();
            Stubs.release();
        }
    }
}
