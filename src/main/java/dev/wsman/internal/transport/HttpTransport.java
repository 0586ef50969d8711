package dev.wsman.internal.transport;

import dev.wsman.internal.fault.Advice;
import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.fault.ExchangeException.Stage;
import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.AuthenticationTarget;
import dev.wsman.internal.transport.auth.DigestSession;
import dev.wsman.internal.transport.auth.SealBrokenException;
import dev.wsman.internal.transport.auth.SecurityContext;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.zip.ZipException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.jspecify.annotations.Nullable;

/** Carries a session's requests to its server and the replies back. Thread-safe; every call blocks. */
public final class HttpTransport implements AutoCloseable {
    /** How many nonces a server may call stale before we give it up. */
    private static final int STALE_NONCES = 5;

    private final TransportSettings settings;
    private final ConnectionPool pool;
    private final RequestPreparation requests;
    private final WireLog log;

    public HttpTransport(TransportSettings settings) {
        this(settings, new WireLog(settings.address().toString(), List.of()));
    }

    public HttpTransport(TransportSettings settings, WireLog log) {
        HttpCoreVersion.requireSupported();
        this.settings = settings;
        this.requests = new RequestPreparation(settings);
        this.log = log.masking(requests.secrets());
        this.pool = new ConnectionPool(new Connector(settings, requests), settings.maxConnections());
    }

    /**
     * A text of the other side as an error may show it: without what was sent as a secret, and without the values of
     * secret names.
     */
    public String masked(String text) {
        return log.shownInErrors(text);
    }

    /** How many connections are open now. */
    public int openConnections() {
        return pool.size();
    }

    /**
     * Sends a request and waits for the head of the reply.
     *
     * @throws ExchangeException when there is no connection, it breaks, the server does not let us in, or the time runs out
     */
    public HttpReply exchange(HttpCall call) {
        refuseToHandOverPassword();
        if (Thread.currentThread().isInterrupted()) {
            throw ExchangeException.interrupted(null);
        }
        if (!(settings.login() instanceof Authentication.Answering answering)) {
            return exchange(call, null);
        }
        DigestSession digest = answering.digests().take(!settings.address().https());
        try {
            return exchange(call, digest);
        } finally {
            answering.digests().giveBack(digest);
        }
    }

    private HttpReply exchange(HttpCall call, @Nullable DigestSession digest) {
        boolean fresh = false;
        boolean challenged = false;
        boolean challengedByProxy = false;
        int stale = 0;
        while (true) {
            try {
                return attempt(call, lease(call, fresh), digest);
            } catch (DeadConnection dead) {
                // RFC 9110 9.3.1, 9.2.2: the server may close a resting connection just as the next request sets out.
                if (fresh || !call.repeatable()) {
                    throw dead.failure;
                }
                fresh = true;
            } catch (Unauthorized refused) {
                // A request that met a 401 has not been carried out.
                boolean patient = refused.stale ? ++stale < STALE_NONCES : !challenged;
                if (!patient || !refused.worthAnotherTry) {
                    throw refused.failure;
                }
                challenged |= !refused.stale;
                fresh |= refused.onAnotherConnection;
            } catch (ProxyAuthenticationRequiredException asked) {
                if (challengedByProxy) {
                    throw asked.failure();
                }
                challengedByProxy = true;
            }
        }
    }

    private HttpConnection lease(HttpCall call, boolean fresh) {
        return fresh ? pool.leaseFresh(call.deadline()) : pool.lease(call.deadline(), !call.repeatable());
    }

    /** Before anything is looked up; what a connection is then made to is checked by the connector. */
    private void refuseToHandOverPassword() {
        EndpointAddress address = settings.address();
        if (settings.login().handsOverPassword()
                && !address.https()
                && !address.isLoopback()
                && !settings.allowUnencrypted()) {
            throw ExchangeException.unencrypted(settings.login().scheme(), address.toString());
        }
    }

    private HttpReply attempt(HttpCall call, HttpConnection connection, @Nullable DigestSession digest)
            throws DeadConnection, Unauthorized, ProxyAuthenticationRequiredException {
        boolean sent = false;
        try {
            connection.deadline(call.deadline());
            authenticate(connection, call.deadline());
            PreparedRequest out = requests.outgoing(call, connection.security(), digest);
            ClassicHttpRequest request = requests.request(call, out, connection.hop());
            log.sending(request, call);
            ResponseHead early = send(connection, request, call.deadline());
            call.deadline().sent(call.length());
            sent = true;
            ResponseHead head = early == null ? connection.receive(request) : early;
            log.received(head.response());
            HttpRefusals.Sent what = new HttpRefusals.Sent(call.length(), out.length(), out.sealed());
            return log.reading(reply(call, out, connection, head, digest, what));
        } catch (ProxyAuthenticationRequiredException e) {
            pool.discard(connection);
            throw e;
        } catch (AuthenticationFailedException | IllegalStateException e) {
            pool.discard(connection);
            throw unusable(e);
        } catch (IOException | HttpException e) {
            pool.discard(connection);
            ExchangeException failure = broken(e, connection, call.deadline(), sent, 0);
            if (connection.used() && (failure.stage() == Stage.SEND || failure.stage() == Stage.RECEIVE)) {
                throw new DeadConnection(failure);
            }
            throw failure;
        } catch (ExchangeException e) {
            pool.discard(connection);
            throw unauthenticated(e);
        } catch (RuntimeException | Error e) {
            pool.discard(connection);
            throw e;
        }
    }

    /**
     * Sends a request; answers the reply that came before all of it was sent, if one did: a server may refuse a request that
     * is too large (413) and close without reading on.
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

    /** Credentials that were wiped by the session's end, or an algorithm that this Java runtime's policy forbids. */
    ExchangeException unusable(Exception e) {
        return unauthenticated(ExchangeException.authentication(String.valueOf(e.getMessage()), 0, e));
    }

    /** Authentication that failed while the session was closed did so because the credentials were wiped. */
    private ExchangeException unauthenticated(ExchangeException failure) {
        return failure.stage() == Stage.AUTHENTICATION && pool.isClosed() ? ExchangeException.closed() : failure;
    }

    /** Once on each connection, before its first message. */
    private void authenticate(HttpConnection connection, Deadline deadline) throws IOException, HttpException {
        if (settings.login() instanceof Authentication.Negotiated login && connection.security() == null) {
            EndpointAddress address = settings.address();
            AuthenticationTarget target = new AuthenticationTarget(
                    address.host(), address.port(), address.https(), connection.serverCertificate());
            SecurityContext context = new Handshake(requests, login.contexts()).run(connection, target, deadline);
            connection.security(context);
            if (login.sealing() && !context.canSeal()) {
                throw ExchangeException.authentication(
                        context + ": the server does not grant sealing (confidentiality), and messages must be sealed",
                        200,
                        null);
            }
        }
    }

    private HttpReply reply(
            HttpCall call,
            PreparedRequest out,
            HttpConnection connection,
            ResponseHead head,
            @Nullable DigestSession digest,
            HttpRefusals.Sent sent)
            throws IOException, Unauthorized {
        if (head.status() == 407 || head.status() == 401 && !maySayMore(head, digest)) {
            throw unauthorized(out, connection, head.drain(), digest);
        }
        if (HttpRefusals.hasForgotten(out, connection, head)) {
            pool.discard(connection);
            throw new Unauthorized(requests.refusals().of(head, null, "", sent), true, false, true);
        }
        confirm(out, connection, head, digest, call.deadline());
        refuseProxysWords(connection, head);
        ConnectionReply reply = new ConnectionReply(
                this, connection, head, call.deadline(), settings.maxEnvelopeSize(), requests.refusals(), sent);
        if (out.sealed() && !reply.sealed()) {
            throw notSealed(head, sent);
        }
        return reply;
    }

    /** What is not SOAP may be the word of a proxy that reads the requests, as of one that cannot reach the server. */
    private void refuseProxysWords(HttpConnection connection, ResponseHead head) throws IOException {
        if (head.status() >= 300 && connection.hop().forwards(settings.address()) && !head.mayBeSoap()) {
            String excerpt = head.drain().excerpt();
            throw ExchangeException.proxyAnswered(
                    connection.hop().authority(),
                    head.status(),
                    head.reasonPhrase(),
                    head.header("Content-Type"),
                    excerpt);
        }
    }

    /** Whether a fault may be in a 401 that is not a step of logging on: openwsman answers some with it. */
    private boolean maySayMore(ResponseHead head, @Nullable DigestSession digest) {
        boolean step = settings.login() instanceof Authentication.Negotiated
                || digest != null && !head.parsedChallenges().isEmpty();
        return !step && head.mayBeSoap();
    }

    /**
     * The failure of who is not let in. What refuses with 407 here is a proxy that the session does not know of: one
     * that it knows is answered by the connection.
     */
    ExchangeException refusal(ResponseHead head) {
        String tried = head.status() == 407 ? "" : settings.login().scheme();
        return ExchangeException.authentication(
                tried.isEmpty() ? null : tried, head.schemesOffered(), head.status(), null);
    }

    private Unauthorized unauthorized(
            PreparedRequest out, HttpConnection connection, ResponseHead head, @Nullable DigestSession digest) {
        pool.discard(connection);
        ExchangeException failure = refusal(head);
        if (head.status() == 401 && digest != null) {
            // openwsman promises to keep the connection after a 401 and resets it: the answer goes out on another
            boolean again = challenged(head, digest, out);
            return new Unauthorized(failure, again, digest.stale(), false);
        }
        boolean expired =
                head.status() == 401 && settings.login() instanceof Authentication.Negotiated && connection.used();
        return new Unauthorized(failure, expired, false, true);
    }

    private static boolean challenged(ResponseHead head, DigestSession digest, PreparedRequest out) {
        try {
            return digest.challenged(head.parsedChallenges(), out.answer());
        } catch (AuthenticationFailedException e) {
            throw ExchangeException.authentication(e.getMessage(), head.status(), e);
        }
    }

    /**
     * A server that answered to Digest proves that it knows the password too, if it says anything at all. If its
     * proof covers the body, the body is read here as a whole: nothing of it is believed before that.
     */
    private void confirm(
            PreparedRequest out,
            HttpConnection connection,
            ResponseHead head,
            @Nullable DigestSession digest,
            Deadline deadline)
            throws IOException {
        List<String> information = head.headers("Authentication-Info");
        if (digest == null || out.answer() == null || information.isEmpty()) {
            return;
        }
        try {
            byte[] body = {};
            if (out.answer().proofCoversBody(information)) {
                long most = settings.maxEnvelopeSize();
                body = head.hold(new ReplyBody(this, connection, head.body(), deadline, head.status(), most));
            }
            digest.confirmed(out.answer(), information, body);
        } catch (AuthenticationFailedException e) {
            throw ExchangeException.authentication(e.getMessage(), head.status(), e);
        }
    }

    /** What is not sealed anybody may have written: nothing of it is believed. */
    private ExchangeException notSealed(ResponseHead head, HttpRefusals.Sent sent) throws IOException {
        String excerpt = head.drain().excerpt();
        return head.status() / 100 == 2
                ? ExchangeException.protocol("a sealed reply", "a plain one: " + excerpt, head.status(), null)
                : requests.refusals().of(head, head.header("Content-Type"), excerpt, sent);
    }

    /** What to make of an exchange that did not come to its end. */
    ExchangeException broken(Exception e, HttpConnection connection, Deadline deadline, boolean sent, int status) {
        String endpoint = connection.hop().nameOfPeer(settings.address());
        if (pool.isClosed()) {
            return ExchangeException.closed();
        }
        if (e instanceof ClosedByInterruptException || Thread.currentThread().isInterrupted()) {
            return ExchangeException.interrupted(e);
        }
        if (deadline.expired()) {
            return deadline.missed(sent ? "no reply" : "the request was not sent", e);
        }
        if (e instanceof SealBrokenException) {
            return ExchangeException.protocol("a sealed reply that verifies", e.getMessage(), status, e);
        }
        if (connection.heardTls()) {
            return ExchangeException.tlsAnswer(endpoint);
        }
        if (isOfTheProtocol(e)) {
            return ExchangeException.protocol("an HTTP reply", e.getMessage(), status, null);
        }
        if (isAlertOfTheHandshake(e)) {
            return ExchangeException.tls(endpoint, e);
        }
        ExchangeException failure =
                sent ? ExchangeException.receive(endpoint, status, e) : ExchangeException.send(endpoint, e);
        return connection.heardNothing() ? failure.advice(Advice.SILENT_PORT) : failure;
    }

    /**
     * In TLS 1.3 the word of a server that does not like the client's certificate comes when the request has long been sent. All
     * other trouble with TLS that is met here says nothing of whether the request arrived, as it may in a renegotiation.
     */
    private static boolean isAlertOfTheHandshake(Exception e) {
        return e instanceof SSLHandshakeException
                && e.getCause() == null
                && String.valueOf(e.getMessage()).contains("fatal alert");
    }

    /** What a server says that is not HTTP, or not packed as it says. */
    private static boolean isOfTheProtocol(Exception e) {
        boolean cut = e instanceof TruncatedChunkException;
        return e instanceof HttpException
                || e instanceof CharacterCodingException
                || e instanceof MessageConstraintException
                || e instanceof MalformedChunkCodingException && !cut
                || e instanceof ZipException
                || e instanceof EOFException;
    }

    void giveBack(HttpConnection connection) {
        pool.giveBack(connection);
    }

    void discard(HttpConnection connection) {
        pool.discard(connection);
    }

    /** A connection that had rested turned out to be dead before any reply came. */
    private static final class DeadConnection extends Exception {
        private static final long serialVersionUID = 1L;
        private final ExchangeException failure;

        DeadConnection(ExchangeException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    /** The server wants to know who we are, or does not let us in. */
    private static final class Unauthorized extends Exception {
        private static final long serialVersionUID = 1L;
        private final ExchangeException failure;
        private final boolean worthAnotherTry;
        private final boolean stale;
        private final boolean onAnotherConnection;

        Unauthorized(ExchangeException failure, boolean worthAnotherTry, boolean stale, boolean onAnotherConnection) {
            super(failure);
            this.failure = failure;
            this.worthAnotherTry = worthAnotherTry;
            this.stale = stale;
            this.onAnotherConnection = onAnotherConnection;
        }
    }

    /** Ends all connections, those in use too. */
    @Override
    public void close() {
        pool.close();
        settings.login().close();
        settings.proxyLogin().close();
    }
}
