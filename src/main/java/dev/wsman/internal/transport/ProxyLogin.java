package dev.wsman.internal.transport;

import dev.wsman.internal.transport.auth.SecurityContextFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The session's credentials for its proxy. If an earlier connection had to change to another scheme, new connections
 * begin with that scheme. Thread-safe.
 */
final class ProxyLogin {
    private final SentSecrets secrets;
    private volatile Authentication current;

    ProxyLogin(Authentication login, SentSecrets secrets) {
        this.current = login;
        this.secrets = secrets;
    }

    /** Records the value of a header that was sent to the proxy, so that it is masked in texts. */
    void sent(String authorization) {
        secrets.sent(authorization);
    }

    /** The credentials under the present scheme. */
    Authentication current() {
        return current;
    }

    /**
     * Adopts another scheme for the same credentials if the proxy does not offer the present one: many proxies offer
     * NTLM under its own name only.
     *
     * @return whether another scheme was adopted
     */
    boolean adopt(List<String> offered) {
        if (!(current instanceof Authentication.Negotiated present)
                || offered.stream().anyMatch(present.scheme()::equalsIgnoreCase)) {
            return false;
        }
        for (String scheme : offered) {
            @Nullable SecurityContextFactory other = present.contexts().under(scheme);
            if (other != null) {
                current = new Authentication.Negotiated(other, false);
                return true;
            }
        }
        return false;
    }
}
