package dev.wsman.internal.transport;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.AuthenticationTarget;
import dev.wsman.internal.transport.auth.Challenge;
import dev.wsman.internal.transport.auth.ChallengeParser;
import dev.wsman.internal.transport.auth.SecurityContext;
import dev.wsman.internal.transport.auth.digest.DigestAuthorization;
import dev.wsman.internal.transport.auth.digest.DigestSession;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates requests to one peer, a server or a proxy: computes the authorization header of each request, takes
 * the peer's challenges and checks its proofs. Both roles use the same code; {@link ServerAuthentication} and {@link
 * ProxyAuthorization} decide when a request is sent again.
 *
 * <p>Holds a Digest session, which goes back to its pool on {@link #close}, or the security context of a handshake.
 * Not thread-safe.
 */
final class ChallengeHandler implements AutoCloseable {
    private static final byte[] NOTHING = {};

    private final ChallengeRole role;
    private final Authentication login;
    private final @Nullable DigestSession digest;
    private @Nullable DigestAuthorization sentDigest;
    private @Nullable SecurityContext context;
    private byte[] token = NOTHING;
    private boolean closed;

    /** Supplies the body of a message, which Digest hashes under {@code auth-int}. */
    @FunctionalInterface
    interface Body {
        byte[] bytes() throws IOException;
    }

    /**
     * Creates a handler without a challenge.
     *
     * @param integrity whether Digest covers the bodies of requests if the peer offers that ({@code auth-int})
     */
    ChallengeHandler(ChallengeRole role, Authentication login, boolean integrity) {
        this.role = role;
        this.login = login;
        this.digest = login instanceof Authentication.Digest credentials
                ? credentials.sessions().take(integrity)
                : null;
    }

    /**
     * Computes the authorization header of a request.
     *
     * @param method the HTTP method
     * @param target the request target as the request line has it, such as {@code /wsman}
     * @return the header's value; null if nothing is sent, for example before the first Digest challenge
     * @throws AuthenticationFailedException if the credentials are closed, or a hash algorithm is not available
     */
    @Nullable
    String authorization(String method, String target, Body body) throws IOException {
        if (login instanceof Authentication.Fixed fixed) {
            return fixed.header();
        }
        if (digest != null) {
            sentDigest = digest.authorization(method, target, body.bytes()).orElse(null);
            return sentDigest == null ? null : sentDigest.header();
        }
        SecurityContext current = context;
        return current == null
                ? null
                : current.scheme() + " " + Base64.getEncoder().encodeToString(token);
    }

    /** Whether requests are authenticated one by one with Digest. */
    boolean isDigest() {
        return digest != null;
    }

    /** Whether the newest Digest challenge reports that only the nonce was refused, not the user. */
    boolean isStale() {
        return digest != null && digest.stale();
    }

    /**
     * Takes the Digest challenges of a response that refuses a request.
     *
     * @return whether the request is worth sending again
     * @throws AuthenticationFailedException if there are Digest challenges and none can be answered
     */
    boolean adoptDigest(ResponseHead head) throws AuthenticationFailedException {
        return digest != null && digest.challenged(head.parsedChallenges(), sentDigest);
    }

    /**
     * Checks the proof that the peer sent with a successful response, if it sent one, and takes its next nonce.
     *
     * @param body the response's body, read only if the proof covers it
     * @throws AuthenticationFailedException if the proof is wrong
     */
    void confirmDigest(ResponseHead head, Body body) throws IOException {
        DigestAuthorization sent = sentDigest;
        if (digest != null && sent != null) {
            List<String> information = head.headers(role.informationHeader());
            digest.confirmed(sent, information, sent.proofCoversBody(information) ? body.bytes() : NOTHING);
        }
    }

    /**
     * Begins a handshake with the first token of a new security context. Waits for a Kerberos ticket if one is needed.
     */
    void begin(Authentication.Negotiated scheme, AuthenticationTarget target, Deadline deadline, PendingConnect pending)
            throws IOException {
        SecurityContext created = new SecurityContextCreation(scheme.contexts(), deadline, pending).make(target);
        context = created;
        token = created.step(NOTHING);
    }

    /** The security context of the handshake; null before {@link #begin} and after {@link #forget}. */
    @Nullable
    SecurityContext context() {
        return context;
    }

    /**
     * Reads the peer's token for the handshake.
     *
     * @param values the values of headers that may carry it
     * @return the token; empty if there is none
     * @throws AuthenticationFailedException if it is not base64
     */
    byte[] receivedToken(List<String> values) throws AuthenticationFailedException {
        Optional<Challenge> challenge = ChallengeParser.first(ChallengeParser.parse(values), live().scheme());
        return challenge.isEmpty() ? NOTHING : ChallengeParser.token(challenge.get());
    }

    /**
     * Continues the handshake with the peer's token.
     *
     * @return whether there is a further token to send
     */
    boolean step(byte[] received) throws AuthenticationFailedException {
        token = live().step(received);
        return token.length > 0;
    }

    private SecurityContext live() {
        SecurityContext current = context;
        if (current == null) {
            throw new IllegalStateException("the handshake has not begun");
        }
        return current;
    }

    /** Closes the security context; the next handshake begins with another one. */
    void forget() {
        SecurityContext current = context;
        context = null;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public void close() {
        forget();
        if (!closed && digest != null && login instanceof Authentication.Digest credentials) {
            credentials.sessions().giveBack(digest);
        }
        closed = true;
    }
}
