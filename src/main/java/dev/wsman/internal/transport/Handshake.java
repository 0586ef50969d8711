package dev.wsman.internal.transport;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.AuthenticationTarget;
import dev.wsman.internal.transport.auth.SecurityContext;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Objects;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates a new connection to the server once, for all requests that follow on it, by exchanging tokens in
 * requests with empty bodies. Microsoft OMI requires that the handshake is complete before the first message.
 *
 * <pre>
 * POST /wsman   Authorization: Negotiate TOKEN-1       401   WWW-Authenticate: Negotiate TOKEN-2
 * POST /wsman   Authorization: Negotiate TOKEN-3       200   WWW-Authenticate: Negotiate TOKEN-4
 * </pre>
 */
final class Handshake {
    /** CredSSP takes the most: TLS, the inner mechanism, the public key and the credentials. */
    private static final int MAXIMUM_ROUND_TRIPS = 20;

    private final RequestPreparation requests;
    private final Authentication.Negotiated login;

    Handshake(RequestPreparation requests, Authentication.Negotiated login) {
        this.requests = requests;
        this.login = login;
    }

    /**
     * Runs the handshake on a connection.
     *
     * @param call the first call on the connection, whose deadline and content type the handshake uses
     * @return the established context
     * @throws ExchangeException if the server does not accept the client, or does not prove its own identity
     * @throws IOException if the connection breaks, or is closed by another thread
     */
    SecurityContext run(HttpConnection connection, AuthenticationTarget target, HttpCall call)
            throws IOException, HttpException {
        ChallengeHandler handler = new ChallengeHandler(ChallengeRole.SERVER, login, false);
        boolean done = false;
        try {
            begin(handler, connection, target, call.deadline());
            exchangeTokens(handler, connection, call);
            done = true;
            return Objects.requireNonNull(handler.context());
        } catch (AuthenticationFailedException e) {
            throw ExchangeException.authentication(e.getMessage(), handler.context() == null ? 0 : 401, e);
        } finally {
            if (!done) {
                handler.close();
            }
        }
    }

    private void begin(
            ChallengeHandler handler, HttpConnection connection, AuthenticationTarget target, Deadline deadline)
            throws IOException {
        if (connection.isClosed()) {
            throw new ClosedChannelException();
        }
        handler.begin(login, target, deadline, connection.pending());
    }

    private void exchangeTokens(ChallengeHandler handler, HttpConnection connection, HttpCall call)
            throws IOException, HttpException {
        SecurityContext context = Objects.requireNonNull(handler.context());
        for (int trip = 0; trip < MAXIMUM_ROUND_TRIPS; trip++) {
            String authorization = handler.authorization("POST", "", () -> new byte[0]);
            ClassicHttpRequest request = requests.empty(call, authorization, connection.hop());
            connection.send(request);
            ResponseHead head = connection.receive(request).drain();
            byte[] received = handler.receivedToken(head.challenges());
            if (head.status() / 100 == 2) {
                context.finish(received);
                requireReusable(head, context);
                return;
            }
            proceed(head, handler, context, received);
        }
        throw new AuthenticationFailedException(
                context.scheme() + ": the handshake is not complete after " + MAXIMUM_ROUND_TRIPS + " round trips");
    }

    private static void requireReusable(ResponseHead head, SecurityContext context)
            throws AuthenticationFailedException {
        if (!head.isReusable()) {
            throw new AuthenticationFailedException(
                    context.scheme() + ": the connection was authenticated and then closed by the"
                            + " server, or by a proxy on the way; the scheme needs one that stays open");
        }
    }

    private void proceed(ResponseHead head, ChallengeHandler handler, SecurityContext context, byte[] received)
            throws AuthenticationFailedException {
        if (head.status() != 401) {
            throw requests.refusals().of(head, null, head.excerpt(), HttpRefusals.Sent.NOTHING);
        }
        if (!step(head, handler, context, received) || received.length == 0) {
            throw refused(head, context, null);
        }
        requireReusable(head, context);
    }

    /**
     * Takes a step. If the server refuses without a token, the cause is the context's own failure: it names the
     * mechanisms that were tried.
     */
    private static boolean step(ResponseHead head, ChallengeHandler handler, SecurityContext context, byte[] received) {
        try {
            return handler.step(received);
        } catch (AuthenticationFailedException why) {
            if (received.length == 0) {
                throw refused(head, context, why);
            }
            throw ExchangeException.authentication(why.getMessage(), head.status(), head.schemesOffered(), why);
        }
    }

    private static ExchangeException refused(ResponseHead head, SecurityContext context, @Nullable Exception cause) {
        List<String> offered = head.schemesOffered();
        return ExchangeException.authentication(context.scheme(), offered, head.status(), cause);
    }
}
