package dev.wsman.internal.transport;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.AuthenticationTarget;
import dev.wsman.internal.transport.auth.Challenge;
import dev.wsman.internal.transport.auth.ChallengeParser;
import dev.wsman.internal.transport.auth.SecurityContext;
import dev.wsman.internal.transport.auth.SecurityContextFactory;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates a new connection by a handshake of empty-bodied requests, once for all messages that follow: OMI wants the
 * handshake to be finished before the first message.
 */
final class Handshake {
    /** CredSSP takes the most: TLS, the inner mechanism, the public key and the credentials. */
    private static final int LEGS = 20;

    private static final byte[] NOTHING = {};

    private final RequestPreparation requests;
    private final SecurityContextFactory contexts;

    Handshake(RequestPreparation requests, SecurityContextFactory contexts) {
        this.requests = requests;
        this.contexts = contexts;
    }

    SecurityContext run(HttpConnection connection, AuthenticationTarget target, Deadline deadline)
            throws IOException, HttpException {
        SecurityContext context = create(connection, target, deadline);
        boolean done = false;
        try {
            exchange(connection, context);
            done = true;
            return context;
        } catch (AuthenticationFailedException e) {
            throw ExchangeException.authentication(e.getMessage(), 401, e);
        } finally {
            if (!done) {
                context.close();
            }
        }
    }

    private SecurityContext create(HttpConnection connection, AuthenticationTarget target, Deadline deadline)
            throws IOException {
        if (connection.isClosed()) {
            throw new ClosedChannelException();
        }
        try {
            return new SecurityContextMaker(contexts, deadline).make(target);
        } catch (AuthenticationFailedException e) {
            throw ExchangeException.authentication(e.getMessage(), 0, e);
        }
    }

    private void exchange(HttpConnection connection, SecurityContext context) throws IOException, HttpException {
        byte[] token = context.step(NOTHING);
        for (int leg = 0; leg < LEGS; leg++) {
            String authorization = context.scheme() + " " + Base64.getEncoder().encodeToString(token);
            ClassicHttpRequest request = requests.empty(authorization, connection.hop());
            connection.send(request);
            ResponseHead head = connection.receive(request).drain();
            byte[] answer = token(head.challenges(), context);
            if (head.status() / 100 == 2) {
                context.finish(answer);
                requireReusable(head, context);
                return;
            }
            token = next(head, context, answer);
        }
        throw new AuthenticationFailedException(context.scheme() + ": no end after " + LEGS + " legs of the handshake");
    }

    private static void requireReusable(ResponseHead head, SecurityContext context)
            throws AuthenticationFailedException {
        if (!head.isReusable()) {
            throw new AuthenticationFailedException(
                    context.scheme() + ": the connection was authenticated and then closed by the"
                            + " server, or by a proxy on the way; the scheme needs one that stays open");
        }
    }

    private byte[] next(ResponseHead head, SecurityContext context, byte[] answer)
            throws AuthenticationFailedException {
        if (head.status() != 401) {
            throw requests.refusals().of(head, null, head.excerpt(), HttpRefusals.Sent.NOTHING);
        }
        byte[] token = step(head, context, answer);
        if (token.length == 0 || answer.length == 0) {
            throw refused(head, context, null);
        }
        requireReusable(head, context);
        return token;
    }

    /** Where the server refuses without a token, the context knows best what was tried, and what before that. */
    private static byte[] step(ResponseHead head, SecurityContext context, byte[] answer)
            throws AuthenticationFailedException {
        try {
            return context.step(answer);
        } catch (AuthenticationFailedException why) {
            if (answer.length == 0) {
                throw refused(head, context, why);
            }
            throw ExchangeException.authentication(why.getMessage(), head.status(), head.schemesOffered(), why);
        }
    }

    private static ExchangeException refused(ResponseHead head, SecurityContext context, @Nullable Exception cause) {
        List<String> offered = head.schemesOffered();
        return ExchangeException.authentication(context.scheme(), offered, head.status(), cause);
    }

    /** The token for the context in the values of a header in which a server, or a proxy, answers; empty where there is none. */
    static byte[] token(List<String> challenges, SecurityContext context) throws AuthenticationFailedException {
        Optional<Challenge> challenge = ChallengeParser.first(ChallengeParser.parse(challenges), context.scheme());
        return challenge.isEmpty() ? NOTHING : ChallengeParser.token(challenge.get());
    }
}
