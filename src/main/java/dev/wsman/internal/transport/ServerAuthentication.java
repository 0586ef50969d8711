package dev.wsman.internal.transport;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.AuthenticationTarget;
import dev.wsman.internal.transport.auth.SecurityContext;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates the client to the server for one exchange: the connection by a handshake before its first request, or
 * each request by a header. Takes the server's 401 responses and its proofs. Not thread-safe.
 */
final class ServerAuthentication implements AutoCloseable {
    private final TransportSettings settings;
    private final RequestPreparation requests;
    private final ChallengeHandler handler;

    ServerAuthentication(TransportSettings settings, RequestPreparation requests) {
        this.settings = settings;
        this.requests = requests;
        this.handler = new ChallengeHandler(
                ChallengeRole.SERVER, settings.login(), !settings.address().https());
    }

    /** Authenticates a connection that has not been authenticated yet, if the scheme authenticates connections. */
    void authenticate(HttpConnection connection, HttpCall call) throws IOException, HttpException {
        if (settings.login() instanceof Authentication.Negotiated login && connection.security() == null) {
            EndpointAddress address = settings.address();
            AuthenticationTarget target = new AuthenticationTarget(
                    address.host(), address.port(), address.https(), connection.serverCertificate());
            SecurityContext context = new Handshake(requests, login).run(connection, target, call);
            connection.security(context);
            requireEncryption(login, context);
        }
    }

    private static void requireEncryption(Authentication.Negotiated login, SecurityContext context) {
        if (login.encrypting() && !context.canEncrypt()) {
            throw ExchangeException.authentication(
                    context
                            + ": the server does not grant encryption (confidentiality), and messages must be encrypted",
                    200,
                    null);
        }
    }

    /** The {@code Authorization} header of a call; null for none. */
    @Nullable
    String authorization(HttpCall call) throws IOException {
        return handler.authorization(
                "POST", settings.address().path(), () -> Arrays.copyOf(call.content(), call.length()));
    }

    /**
     * Whether a response refuses the client. A 401 that is not a step of authentication can carry a fault: openwsman
     * sends such responses. Those are replies.
     */
    boolean refuses(ResponseHead head) {
        return head.status() == 407 || head.status() == 401 && !isFault(head);
    }

    private boolean isFault(ResponseHead head) {
        boolean step = settings.login() instanceof Authentication.Negotiated
                || handler.isDigest() && !head.parsedChallenges().isEmpty();
        return !step && head.mayBeSoap();
    }

    /** Takes a response that {@link #refuses} the client, and returns whether and how the request can be sent again. */
    UnauthorizedException refused(HttpConnection connection, ResponseHead head) {
        ExchangeException failure = requests.refusals().unauthorized(head);
        if (head.status() == 401 && handler.isDigest()) {
            // openwsman announces that it keeps the connection after a 401, and resets it: any connection will do
            boolean again = challenged(head);
            return new UnauthorizedException(failure, again, handler.isStale(), false);
        }
        boolean expired =
                head.status() == 401 && settings.login() instanceof Authentication.Negotiated && connection.used();
        return new UnauthorizedException(failure, expired, false, true);
    }

    private boolean challenged(ResponseHead head) {
        try {
            return handler.adoptDigest(head);
        } catch (AuthenticationFailedException e) {
            throw ExchangeException.authentication(e.getMessage(), head.status(), e);
        }
    }

    /**
     * Checks the proof that a server may send with its reply under Digest. It proves that the server knows the password
     * too. If the proof covers the body, the whole body is read before any of it is used.
     *
     * @param body reads the reply's body
     * @throws ExchangeException if the proof is wrong
     */
    void confirm(ResponseHead head, ChallengeHandler.Body body) throws IOException {
        try {
            handler.confirmDigest(head, body);
        } catch (AuthenticationFailedException e) {
            throw ExchangeException.authentication(e.getMessage(), head.status(), e);
        }
    }

    @Override
    public void close() {
        handler.close();
    }
}
