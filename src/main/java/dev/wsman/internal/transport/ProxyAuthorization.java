package dev.wsman.internal.transport;

import dev.wsman.internal.fault.Failure;
import dev.wsman.internal.transport.auth.AuthenticationFailed;
import dev.wsman.internal.transport.auth.Digest;
import dev.wsman.internal.transport.auth.DigestAnswer;
import dev.wsman.internal.transport.auth.SecurityContext;
import dev.wsman.internal.transport.auth.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Says to a proxy who we are, for the life of one connection to it: {@code Proxy-Authorization} (RFC 9110 11.7), which no one but
 * the proxy gets to see. It rides on whatever request is sent, since a request that meets a 407 has gone no further. NTLM and
 * Negotiate vouch for the connection: once a request has passed, the following ones bear nothing.
 */
final class ProxyAuthorization implements AutoCloseable {
    private static final String HEADER = "Proxy-Authorization";
    private static final byte[] NOTHING = {};
    /** How often one request may be asked for more; NTLM takes two. */
    private static final int ROUNDS = 6;

    private final Hop proxy;
    private final ProxyLogin who;
    private @Nullable SecurityContext context;
    private byte[] token = NOTHING;
    private @Nullable Digest digest;
    private @Nullable DigestAnswer answer;
    private boolean passed;
    private boolean tunnel;
    private int rounds;

    ProxyAuthorization(Hop proxy, ProxyLogin who) {
        this.proxy = proxy;
        this.who = who;
        this.digest = who.login() instanceof Login.Answering answering
                ? answering.digests().take(true)
                : null;
    }

    /** Gives a request its header, or none. */
    void authorize(ClassicHttpRequest request, Deadline deadline) throws IOException {
        tunnel = request.getMethod().equals("CONNECT");
        String value = value(request, deadline);
        if (value == null) {
            request.removeHeaders(HEADER);
        } else {
            who.sent(value);
            request.setHeader(HEADER, value);
        }
    }

    private @Nullable String value(ClassicHttpRequest request, Deadline deadline) throws IOException {
        Login login = who.login();
        if (login instanceof Login.Fixed fixed) {
            return fixed.header();
        }
        if (digest != null) {
            return answered(digest, request);
        }
        return passed ? null : token((Login.Negotiated) login, deadline);
    }

    private @Nullable String answered(Digest nonce, ClassicHttpRequest request) throws IOException {
        try {
            answer = nonce.answer(request.getMethod(), request.getRequestUri(), body(request))
                    .orElse(null);
            return answer == null ? null : answer.header();
        } catch (AuthenticationFailed e) {
            throw failed(e);
        }
    }

    private static byte[] body(ClassicHttpRequest request) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (request.getEntity() != null) {
            request.getEntity().writeTo(body);
        }
        return body.toByteArray();
    }

    private String token(Login.Negotiated login, Deadline deadline) throws IOException {
        try {
            SecurityContext current = context;
            if (current == null) {
                current = new ContextMaker(login.contexts(), deadline).make(Target.http(proxy.host(), proxy.port()));
                context = current;
                token = current.step(NOTHING);
            }
            return current.scheme() + " " + Base64.getEncoder().encodeToString(token);
        } catch (AuthenticationFailed e) {
            throw failed(e);
        }
    }

    /**
     * Takes a 407 whose body has been read away; afterwards the request can be sent again, on this connection.
     *
     * @param fit whether the connection can carry another request, as far as we are concerned
     * @throws Failure where the proxy does not let us pass
     * @throws ProxyAsksElsewhere where the request must be sent again on another connection
     */
    void challenged(Head head, boolean fit) throws ProxyAsksElsewhere {
        Failure refused = refused(head);
        boolean stays = fit && head.isReusable();
        if (++rounds > ROUNDS || !answers(head, stays, refused)) {
            throw refused;
        }
        if (!stays) {
            throw new ProxyAsksElsewhere(refused);
        }
    }

    private boolean answers(Head head, boolean stays, Failure refused) {
        try {
            if (digest != null) {
                return digest.challenged(head.parsedChallenges(), answer);
            }
            return who.login() instanceof Login.Negotiated && answersToken(head, stays, refused);
        } catch (AuthenticationFailed e) {
            throw failed(e);
        }
    }

    private boolean answersToken(Head head, boolean stays, Failure refused) throws AuthenticationFailed {
        SecurityContext current = context;
        if (passed || current == null) {
            return beginAgain();
        }
        byte[] challenge = Handshake.token(head.challenges(), current);
        return challenge.length > 0 ? goesOn(current, challenge, stays, refused) : otherwise(head);
    }

    /** The proxy has forgotten whom it let pass. */
    private boolean beginAgain() {
        forget();
        passed = false;
        return true;
    }

    /** A handshake lives and dies with its connection. */
    private boolean goesOn(SecurityContext current, byte[] challenge, boolean stays, Failure refused)
            throws AuthenticationFailed {
        token = current.step(challenge);
        if (token.length == 0 || !stays) {
            throw refused;
        }
        return true;
    }

    private boolean otherwise(Head head) {
        return who.adopt(head.schemesOffered()) && beginAgain();
    }

    /**
     * Takes a response that is not a 407: the proxy has let the request pass, and may prove who it is.
     *
     * @throws Failure if its proof is wrong
     * @throws IOException if the proof covers the body, and the body cannot be read
     */
    void passed(Head head) throws IOException {
        rounds = 0;
        try {
            confirm(head);
        } catch (AuthenticationFailed e) {
            throw failed(e);
        }
    }

    /** Proxies seldom send the last token of the handshake, and nothing rests on their identity: it is checked where it is there. */
    private void confirm(Head head) throws IOException {
        List<String> information = head.headers("Proxy-Authentication-Info");
        SecurityContext current = context;
        if (current != null && !passed && !current.established()) {
            List<String> values = new ArrayList<>(head.headers("Proxy-Authenticate"));
            values.addAll(information);
            byte[] last = Handshake.token(values, current);
            if (last.length > 0) {
                current.step(last);
            }
        }
        passed = current != null;
        if (digest != null && answer != null) {
            digest.confirmed(answer, information, answer.proofCoversBody(information) ? body(head) : NOTHING);
        }
    }

    /** What follows a successful CONNECT is not a body, but what goes through the tunnel. */
    private byte[] body(Head head) throws IOException {
        return tunnel && head.status() / 100 == 2 ? NOTHING : head.hold(head.body());
    }

    Failure refused(Head head) {
        String tried = who.login().scheme();
        return Failure.proxyAuthentication(
                proxy.authority(), tried.isEmpty() ? null : tried, head.schemesOffered(), head.status());
    }

    private Failure failed(AuthenticationFailed e) {
        return Failure.authentication(proxy + ": " + e.getMessage(), 407, e);
    }

    @Override
    public void close() {
        forget();
        Digest lent = digest;
        digest = null;
        if (lent != null && who.login() instanceof Login.Answering answering) {
            answering.digests().giveBack(lent);
        }
    }

    private void forget() {
        SecurityContext current = context;
        context = null;
        if (current != null) {
            current.close();
        }
    }
}
