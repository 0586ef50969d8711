package dev.wsman.internal.transport;

import dev.wsman.internal.transport.auth.SecurityContext;
import dev.wsman.internal.transport.encryption.EncryptedBody;
import dev.wsman.internal.transport.encryption.EncryptedEntity;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicHeader;
import org.jspecify.annotations.Nullable;

/** Makes the HTTP requests of calls: authorization, encryption and headers. Thread-safe. */
final class RequestPreparation {
    private final TransportSettings settings;
    private final String host;
    /** The headers that all requests have. */
    private final Header hostHeader;

    private final Header userAgentHeader;
    private final SentSecrets secrets;
    private final HttpRefusals refusals;

    RequestPreparation(TransportSettings settings) {
        this.settings = settings;
        this.refusals = new HttpRefusals(settings.address(), settings.login().scheme());
        this.secrets = new SentSecrets(settings.login(), settings.proxyLogin());
        this.host = settings.address().authority();
        this.hostHeader = new BasicHeader("Host", host);
        this.userAgentHeader = new BasicHeader("User-Agent", settings.userAgent());
    }

    /** The secrets that requests to the server and to the proxy contained. */
    SentSecrets secrets() {
        return secrets;
    }

    /** Explains the refusals of these requests. */
    HttpRefusals refusals() {
        return refusals;
    }

    /**
     * Encrypts or authorizes a call, as the session's scheme requires.
     *
     * @param security the security context of the connection; null if it has none
     * @param authentication supplies the authorization header
     */
    PreparedRequest prepare(HttpCall call, @Nullable SecurityContext security, ServerAuthentication authentication)
            throws IOException {
        if (settings.login() instanceof Authentication.Negotiated login && login.encrypting() && security != null) {
            return encrypted(call, security);
        }
        String authorization = authentication.authorization(call);
        ByteArrayEntity body = new ByteArrayEntity(call.content(), 0, call.length(), null);
        return new PreparedRequest(body, call.length(), call.contentType(), authorization, false);
    }

    private static PreparedRequest encrypted(HttpCall call, SecurityContext security) throws IOException {
        EncryptedBody body =
                EncryptedBody.encrypt(security, call.contentType(), Arrays.copyOf(call.content(), call.length()));
        return new PreparedRequest(new EncryptedEntity(body), body.length(), body.contentType(), null, true);
    }

    ClassicHttpRequest request(HttpCall call, PreparedRequest out, ProxyHop hop) {
        ClassicHttpRequest request = post(out.authorization(), hop);
        for (Map.Entry<String, String> header : call.headers().entrySet()) {
            request.addHeader(header.getKey(), header.getValue());
        }
        request.addHeader("Content-Type", out.contentType());
        request.addHeader("Content-Length", Long.toString(out.length()));
        request.setEntity(out.content());
        return request;
    }

    /** Makes a request with an empty body, for one round trip of a handshake before a call. */
    ClassicHttpRequest empty(HttpCall call, @Nullable String authorization, ProxyHop hop) {
        ClassicHttpRequest request = post(authorization, hop);
        request.addHeader("Content-Type", call.contentType());
        request.addHeader("Content-Length", "0");
        return request;
    }

    /** Makes the request for a tunnel through a proxy. It contains nothing that is meant for the server only. */
    ClassicHttpRequest connect() {
        return request("CONNECT", host);
    }

    /** Makes a POST; a proxy that forwards it requires the absolute URL (RFC 9112 3.2.2). */
    private ClassicHttpRequest post(@Nullable String authorization, ProxyHop hop) {
        EndpointAddress address = settings.address();
        ClassicHttpRequest request = request("POST", hop.forwards(address) ? address.toString() : address.path());
        if (authorization != null) {
            secrets.sent(authorization);
            request.addHeader("Authorization", authorization);
        }
        return request;
    }

    private ClassicHttpRequest request(String method, String target) {
        ClassicHttpRequest request = new BasicClassicHttpRequest(method, null, null, target);
        request.addHeader(hostHeader);
        request.addHeader(userAgentHeader);
        return request;
    }
}
