package dev.wsman.internal.transport;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.fault.ExchangeException.Stage;
import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;

/**
 * Carries a session's requests to its server and the replies back: leases a connection, sends, receives, and sends
 * again if that is safe. Thread-safe; every call blocks.
 */
public final class HttpTransport implements AutoCloseable {
    /** How many nonces a server may report as stale for one request. */
    private static final int MAXIMUM_STALE_NONCES = 5;

    private final TransportSettings settings;
    private final ConnectionPool pool;
    private final RequestPreparation requests;
    private final ExchangeFailures failures;
    private final ReplyReception replies;
    private final PlainPasswordGuard passwords;
    private final WireLog log;

    public HttpTransport(TransportSettings settings) {
        this(settings, new WireLog(settings.address().toString(), List.of()));
    }

    public HttpTransport(TransportSettings settings, WireLog log) {
        HttpCoreVersion.requireSupported();
        this.settings = settings;
        this.requests = new RequestPreparation(settings);
        this.passwords = new PlainPasswordGuard(settings);
        this.log = log.masking(requests.secrets());
        this.pool = new ConnectionPool(new Connector(settings, requests), settings.maxConnections());
        this.failures = new ExchangeFailures(settings.address(), pool::isClosed);
        this.replies = new ReplyReception(settings, requests.refusals(), pool, failures);
    }

    /**
     * Masks a text from the server or a proxy for an error message: everything that was sent as a secret, and the
     * values of secret names.
     */
    public String masked(String text) {
        return log.shownInErrors(text);
    }

    /** The number of connections that are open now. */
    int openConnections() {
        return pool.size();
    }

    /**
     * Sends a request and waits for the head of the reply.
     *
     * @throws ExchangeException if no connection can be made, the connection breaks, the server does not accept the
     *     client, or the deadline passes
     */
    public HttpReply exchange(HttpCall call) {
        passwords.check();
        if (Thread.currentThread().isInterrupted()) {
            throw ExchangeException.interrupted(null);
        }
        try (ServerAuthentication authentication = new ServerAuthentication(settings, requests)) {
            return exchange(call, authentication);
        }
    }

    private HttpReply exchange(HttpCall call, ServerAuthentication authentication) {
        boolean fresh = false;
        boolean challenged = false;
        boolean challengedByProxy = false;
        int stale = 0;
        while (true) {
            try {
                return attempt(call, lease(call, fresh), authentication);
            } catch (DeadConnectionException dead) {
                // RFC 9110 9.3.1, 9.2.2: the server may close an idle connection while the next request is on its way
                if (fresh || !call.repeatable()) {
                    throw dead.failure;
                }
                fresh = true;
            } catch (UnauthorizedException refused) {
                // a server that responds with 401 has not carried out the request
                boolean patient = refused.isStale() ? ++stale < MAXIMUM_STALE_NONCES : !challenged;
                if (!patient || !refused.isRetryable()) {
                    throw refused.failure();
                }
                challenged |= !refused.isStale();
                fresh |= refused.onNewConnection();
            } catch (ProxyAuthenticationRequiredException asked) {
                if (challengedByProxy) {
                    throw asked.failure();
                }
                challengedByProxy = true;
            }
        }
    }

    private HttpConnection lease(HttpCall call, boolean fresh) {
        return fresh
                ? pool.leaseFresh(call.deadline(), call.meter())
                : pool.lease(call.deadline(), !call.repeatable(), call.meter());
    }

    private HttpReply attempt(HttpCall call, HttpConnection connection, ServerAuthentication authentication)
            throws DeadConnectionException, UnauthorizedException, ProxyAuthenticationRequiredException {
        boolean sent = false;
        boolean done = false;
        try {
            connection.deadline(call.deadline());
            authentication.authenticate(connection, call);
            PreparedRequest prepared = requests.prepare(call, connection.security(), authentication);
            ClassicHttpRequest request = requests.request(call, prepared, connection.hop());
            log.sending(request, call);
            ResponseHead early = send(connection, request, call.deadline());
            call.meter().sent(call.length());
            sent = true;
            ResponseHead head = early == null ? connection.receive(request) : early;
            log.received(head.response());
            HttpReply reply = replies.reply(head, new SentRequest(call, prepared, connection), authentication);
            done = true;
            return log.reading(reply);
        } catch (ProxyAuthenticationRequiredException e) {
            throw e;
        } catch (AuthenticationFailedException | IllegalStateException e) {
            throw failures.ofCredentials(e);
        } catch (IOException | HttpException e) {
            throw broken(e, connection, call.deadline(), sent);
        } catch (ExchangeException e) {
            throw failures.unlessClosed(e);
        } finally {
            if (!done) {
                pool.discard(connection);
            }
        }
    }

    /**
     * Sends a request.
     *
     * @return the response that came before the whole request was sent; null if none did. A server may refuse a
     *     request that is too large (413) and close the connection without reading on
     */
    private static @Nullable ResponseHead send(HttpConnection connection, ClassicHttpRequest request, Deadline deadline)
            throws IOException, HttpException {
        try {
            connection.send(request);
            return null;
        } catch (IOException broken) {
            if (deadline.expired() || broken instanceof ClosedByInterruptException) {
                throw broken;
            }
            connection.retire();
            return early(connection, request, broken);
        }
    }

    private static ResponseHead early(HttpConnection connection, ClassicHttpRequest request, IOException broken)
            throws IOException {
        try {
            return connection.receive(request);
        } catch (ProxyAuthenticationRequiredException asked) {
            throw asked;
        } catch (IOException | HttpException nothing) {
            broken.addSuppressed(nothing);
            throw broken;
        }
    }

    private ExchangeException broken(Exception e, HttpConnection connection, Deadline deadline, boolean sent)
            throws DeadConnectionException {
        ExchangeException failure = failures.of(e, connection, deadline, sent, 0);
        if (connection.used() && (failure.stage() == Stage.SEND || failure.stage() == Stage.RECEIVE)) {
            throw new DeadConnectionException(failure);
        }
        return failure;
    }

    /** A connection that had been idle turned out to be dead before any reply came. */
    private static final class DeadConnectionException extends Exception {
        private static final long serialVersionUID = 1L;

        private final ExchangeException failure;

        DeadConnectionException(ExchangeException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    /** Closes all connections, those in use too, and wipes the credentials. */
    @Override
    public void close() {
        pool.close();
        settings.login().close();
        settings.proxyLogin().close();
    }
}
