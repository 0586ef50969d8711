package dev.wsman.internal.transport;

import dev.wsman.internal.transport.auth.SecurityContextFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who a session is to its proxy. What one connection has learnt of the proxy's schemes, the next one begins with. Thread-safe. */
final class ProxyAuthentication {
    private final SentSecrets secrets;
    private volatile Authentication login;

    ProxyAuthentication(Authentication login, SentSecrets secrets) {
        this.login = login;
        this.secrets = secrets;
    }

    /** Remembers the value of a header that was sent to the proxy. */
    void sent(String authorization) {
        secrets.sent(authorization);
    }

    Authentication login() {
        return login;
    }

    /**
     * Takes up another scheme for the same credentials, where the proxy does not offer the present one: many know NTLM under its
     * own name only.
     */
    boolean adopt(List<String> offered) {
        if (!(login instanceof Authentication.Negotiated present)
                || offered.stream().anyMatch(present.scheme()::equalsIgnoreCase)) {
            return false;
        }
        for (String scheme : offered) {
            @Nullable SecurityContextFactory other = present.contexts().under(scheme);
            if (other != null) {
                login = new Authentication.Negotiated(other, false);
                return true;
            }
        }
        return false;
    }
}
