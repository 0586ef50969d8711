package dev.wsman.internal.transport;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.AuthenticationTarget;
import dev.wsman.internal.transport.auth.DigestAuthorization;
import dev.wsman.internal.transport.auth.DigestSession;
import dev.wsman.internal.transport.auth.SecurityContext;
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

    private final ProxyHop proxy;
    private final ProxyAuthentication who;
    private @Nullable SecurityContext context;
    private byte[] token = NOTHING;
    private @Nullable DigestSession digest;
    private @Nullable DigestAuthorization answer;
    private boolean passed;
    private boolean tunnel;
    private int rounds;

    ProxyAuthorization(ProxyHop proxy, ProxyAuthentication who) {
        this.proxy = proxy;
        this.who = who;
        this.digest = who.login() instanceof Authentication.Answering answering
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
        Authentication login = who.login();
        if (login instanceof Authentication.Fixed fixed) {
            return fixed.header();
        }
        if (digest != null) {
            return answered(digest, request);
        }
        return passed ? null : token((Authentication.Negotiated) login, deadline);
    }

    private @Nullable String answered(DigestSession nonce, ClassicHttpRequest request) throws IOException {
        try {
            answer = nonce.answer(request.getMethod(), request.getRequestUri(), body(request))
                    .orElse(null);
            return answer == null ? null : answer.header();
        } catch (AuthenticationFailedException e) {
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

    private String token(Authentication.Negotiated login, Deadline deadline) throws IOException {
        try {
            SecurityContext current = context;
            if (current == null) {
                current = new SecurityContextMaker(login.contexts(), deadline)
                        .make(AuthenticationTarget.http(proxy.host(), proxy.port()));
                context = current;
                token = current.step(NOTHING);
            }
            return current.scheme() + " " + Base64.getEncoder().encodeToString(token);
        } catch (AuthenticationFailedException e) {
            throw failed(e);
        }
    }

    /**
     * Takes a 407 whose body has been read away; afterwards the request can be sent again, on this connection.
     *
     * @param fit whether the connection can carry another request, as far as we are concerned
     * @throws ExchangeException where the proxy does not let us pass
     * @throws ProxyAuthenticationRequiredException where the request must be sent again on another connection
     */
    void challenged(ResponseHead head, boolean fit) throws ProxyAuthenticationRequiredException {
        ExchangeException refused = refused(head);
        boolean stays = fit && head.isReusable();
        if (++rounds > ROUNDS || !answers(head, stays, refused)) {
            throw refused;
        }
        if (!stays) {
            throw new ProxyAuthenticationRequiredException(refused);
        }
    }

    private boolean answers(ResponseHead head, boolean stays, ExchangeException refused) {
        try {
            if (digest != null) {
                return digest.challenged(head.parsedChallenges(), answer);
            }
            return who.login() instanceof Authentication.Negotiated && answersToken(head, stays, refused);
        } catch (AuthenticationFailedException e) {
            throw failed(e);
        }
    }

    private boolean answersToken(ResponseHead head, boolean stays, ExchangeException refused)
            throws AuthenticationFailedException {
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
    private boolean goesOn(SecurityContext current, byte[] challenge, boolean stays, ExchangeException refused)
            throws AuthenticationFailedException {
        token = current.step(challenge);
        if (token.length == 0 || !stays) {
            throw refused;
        }
        return true;
    }

    private boolean otherwise(ResponseHead head) {
        return who.adopt(head.schemesOffered()) && beginAgain();
    }

    /**
     * Takes a response that is not a 407: the proxy has let the request pass, and may prove who it is.
     *
     * @throws ExchangeException if its proof is wrong
     * @throws IOException if the proof covers the body, and the body cannot be read
     */
    void passed(ResponseHead head) throws IOException {
        rounds = 0;
        try {
            confirm(head);
        } catch (AuthenticationFailedException e) {
            throw failed(e);
        }
    }

    /** Proxies seldom send the last token of the handshake, and nothing rests on their identity: it is checked where it is there. */
    private void confirm(ResponseHead head) throws IOException {
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
    private byte[] body(ResponseHead head) throws IOException {
        return tunnel && head.status() / 100 == 2 ? NOTHING : head.hold(head.body());
    }

    ExchangeException refused(ResponseHead head) {
        String tried = who.login().scheme();
        return ExchangeException.proxyAuthentication(
                proxy.authority(), tried.isEmpty() ? null : tried, head.schemesOffered(), head.status());
    }

    private ExchangeException failed(AuthenticationFailedException e) {
        return ExchangeException.authentication(proxy + ": " + e.getMessage(), 407, e);
    }

    @Override
    public void close() {
        forget();
        DigestSession lent = digest;
        digest = null;
        if (lent != null && who.login() instanceof Authentication.Answering answering) {
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
