package dev.wsman.internal.transport;

import dev.wsman.internal.fault.ExchangeException;
import java.io.IOException;

/**
 * Makes the reply of an exchange from the head of a response, or throws the failure that the response means.
 * Thread-safe.
 */
final class ReplyReception {
    private final TransportSettings settings;
    private final HttpRefusals refusals;
    private final ConnectionPool pool;
    private final ExchangeFailures failures;

    ReplyReception(TransportSettings settings, HttpRefusals refusals, ConnectionPool pool, ExchangeFailures failures) {
        this.settings = settings;
        this.refusals = refusals;
        this.pool = pool;
        this.failures = failures;
    }

    /**
     * Returns the reply, whose body is still on the connection.
     *
     * @throws UnauthorizedException if the server refused the request before it carried it out
     * @throws ExchangeException if the response is not a reply of the server, or cannot be trusted
     */
    HttpReply reply(ResponseHead head, SentRequest sent, ServerAuthentication authentication)
            throws IOException, UnauthorizedException {
        HttpConnection connection = sent.connection();
        if (authentication.refuses(head)) {
            throw authentication.refused(connection, head.drain());
        }
        if (sent.wasForgotten(head)) {
            throw new UnauthorizedException(refusals.of(head, null, "", sent.sizes()), true, false, true);
        }
        authentication.confirm(head, () -> head.hold(body(head, sent)));
        rejectReplyOfProxy(connection, head);
        ConnectionReply reply = new ConnectionReply(pool, failures, refusals, sent, head, settings.maxEnvelopeSize());
        if (sent.prepared().encrypted() && !reply.encrypted()) {
            throw unencrypted(head, sent);
        }
        return reply;
    }

    private ReplyBody body(ResponseHead head, SentRequest sent) throws IOException {
        ReplyBody.Source source =
                new ReplyBody.Source(failures, sent.connection(), sent.call().deadline(), head.status());
        return new ReplyBody(source, head.body(), settings.maxEnvelopeSize(), 0);
    }

    /**
     * A response that is not SOAP may come from a proxy that reads the requests, for example one that cannot reach the
     * server.
     */
    private void rejectReplyOfProxy(HttpConnection connection, ResponseHead head) throws IOException {
        if (head.status() >= 300 && connection.hop().forwards(settings.address()) && !head.mayBeSoap()) {
            String excerpt = head.drain().excerpt();
            throw ExchangeException.proxyReplied(
                    connection.hop().authority(),
                    head.status(),
                    head.reasonPhrase(),
                    head.header("Content-Type"),
                    excerpt);
        }
    }

    /** Anyone on the way could have written a reply that is not encrypted: its content is not used. */
    private ExchangeException unencrypted(ResponseHead head, SentRequest sent) throws IOException {
        String excerpt = head.drain().excerpt();
        return head.status() / 100 == 2
                ? ExchangeException.protocol(
                        "an encrypted reply", "an unencrypted one: " + excerpt, head.status(), null)
                : refusals.of(head, head.header("Content-Type"), excerpt, sent.sizes());
    }
}
