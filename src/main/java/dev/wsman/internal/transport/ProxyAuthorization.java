package dev.wsman.internal.transport;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.AuthenticationTarget;
import dev.wsman.internal.transport.auth.SecurityContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates the client to a proxy, for the life of one connection to it, with {@code Proxy-Authorization} (RFC
 * 9110 11.7), which only the proxy reads. Any request can carry the header, since the proxy does not forward a request
 * that it refuses with 407. NTLM and Negotiate authenticate the connection: once a request has passed, the following
 * ones carry no header.
 */
final class ProxyAuthorization implements AutoCloseable {
    private static final byte[] NOTHING = {};
    /** How often one request may be challenged; NTLM takes two. */
    private static final int MAXIMUM_CHALLENGES = 6;

    private final ProxyHop proxy;
    private final ProxyLogin login;
    private ChallengeHandler handler;
    private boolean passed;
    private boolean tunnel;
    private int challenges;

    ProxyAuthorization(ProxyHop proxy, ProxyLogin login) {
        this.proxy = proxy;
        this.login = login;
        this.handler = handler();
    }

    private ChallengeHandler handler() {
        return new ChallengeHandler(ChallengeRole.PROXY, login.current(), true);
    }

    /** Sets the header of a request, or removes it. */
    void authorize(ClassicHttpRequest request, Deadline deadline, PendingConnect pending) throws IOException {
        String name = ChallengeRole.PROXY.authorizationHeader();
        tunnel = request.getMethod().equals("CONNECT");
        String value = value(request, deadline, pending);
        if (value == null) {
            request.removeHeaders(name);
        } else {
            login.sent(value);
            request.setHeader(name, value);
        }
    }

    private @Nullable String value(ClassicHttpRequest request, Deadline deadline, PendingConnect pending)
            throws IOException {
        if (passed && login.current() instanceof Authentication.Negotiated) {
            return null;
        }
        try {
            if (login.current() instanceof Authentication.Negotiated scheme && handler.context() == null) {
                AuthenticationTarget target = AuthenticationTarget.http(proxy.host(), proxy.port());
                handler.begin(scheme, target, deadline, pending);
            }
            return handler.authorization(request.getMethod(), request.getRequestUri(), () -> body(request));
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

    /**
     * Takes a 407 whose body has been drained. If it returns, the request can be sent again on this connection.
     *
     * @param fit whether the client can send another request on this connection
     * @throws ExchangeException if the proxy does not accept the client
     * @throws ProxyAuthenticationRequiredException if the request must be sent again on another connection
     */
    void challenged(ResponseHead head, boolean fit) throws ProxyAuthenticationRequiredException {
        ExchangeException refused = refused(head);
        boolean stays = fit && head.isReusable();
        if (++challenges > MAXIMUM_CHALLENGES || !canContinue(head, stays)) {
            throw refused;
        }
        if (!stays) {
            throw new ProxyAuthenticationRequiredException(refused);
        }
    }

    private boolean canContinue(ResponseHead head, boolean stays) {
        try {
            return login.current() instanceof Authentication.Negotiated
                    ? continuesHandshake(head, stays)
                    : handler.adoptDigest(head);
        } catch (AuthenticationFailedException e) {
            throw failed(e);
        }
    }

    /** A handshake cannot continue on another connection; a new one can begin there. */
    private boolean continuesHandshake(ResponseHead head, boolean stays) throws AuthenticationFailedException {
        if (passed || handler.context() == null) {
            // the proxy no longer knows the client that it let pass
            return beginAgain();
        }
        byte[] received = handler.receivedToken(head.challenges());
        if (received.length == 0) {
            return login.adopt(head.schemesOffered()) && beginAgain();
        }
        return handler.step(received) && stays;
    }

    private boolean beginAgain() {
        handler.close();
        handler = handler();
        passed = false;
        return true;
    }

    /**
     * Takes a response that is not a 407: the proxy has let the request pass, and may prove its identity.
     *
     * @throws ExchangeException if the proof is wrong
     * @throws IOException if the proof covers the body, and the body cannot be read
     */
    void passed(ResponseHead head) throws IOException {
        challenges = 0;
        try {
            confirmHandshake(head);
            handler.confirmDigest(head, () -> body(head));
        } catch (AuthenticationFailedException e) {
            throw failed(e);
        }
    }

    /**
     * Takes the last token of the handshake if the proxy sent it. Few proxies do, and nothing depends on a proxy's
     * identity.
     */
    private void confirmHandshake(ResponseHead head) throws AuthenticationFailedException {
        SecurityContext context = handler.context();
        if (context != null && !passed && !context.established()) {
            List<String> values = new ArrayList<>(head.headers(ChallengeRole.PROXY.challengeHeader()));
            values.addAll(head.headers(ChallengeRole.PROXY.informationHeader()));
            byte[] last = handler.receivedToken(values);
            if (last.length > 0) {
                context.step(last);
            }
        }
        passed = context != null;
    }

    /** Reads the body of a response. After a successful CONNECT there is none: the tunnel begins there. */
    private byte[] body(ResponseHead head) throws IOException {
        return tunnel && head.status() / 100 == 2 ? NOTHING : head.hold(head.body());
    }

    /** The failure of a client that the proxy does not accept. */
    ExchangeException refused(ResponseHead head) {
        String tried = login.current().scheme();
        return ExchangeException.proxyAuthentication(
                proxy.authority(), tried.isEmpty() ? null : tried, head.schemesOffered(), head.status());
    }

    private ExchangeException failed(AuthenticationFailedException e) {
        return ExchangeException.authentication(proxy + ": " + e.getMessage(), 407, e);
    }

    @Override
    public void close() {
        handler.close();
    }
}
