package dev.wsman.internal.transport.auth.kerberos;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The login that all sessions with the same credentials share, so that the KDC is asked for the user's ticket once and
 * not once per session. It exists from the first session to the end of the last one, and then its tickets are
 * destroyed; a later session logs in again. Thread-safe.
 */
public final class SharedKerberosLogin {
    private final Supplier<KerberosLogin> logins;
    private final Map<UserRealm, Use> uses = new HashMap<>();

    /** Copies of credentials with another realm log in on their own. */
    private record UserRealm(@Nullable String realm, List<String> kdcs) {}

    private static final class Use {
        private final KerberosLogin login;
        private int sessions;

        private Use(KerberosLogin login) {
            this.login = login;
        }
    }

    /** Creates the shared login. The supplier is called when the first session is created, and may be called again. */
    public SharedKerberosLogin(Supplier<KerberosLogin> logins) {
        this.logins = logins;
    }

    /** Returns the factory of one session, which uses the login until it is closed. */
    public synchronized KerberosContextFactory open(KerberosOptions options) {
        UserRealm realm = new UserRealm(options.realm(), options.kdcs());
        Use known = uses.get(realm);
        Use use = known != null ? known : new Use(logins.get());
        KerberosContextFactory factory = new KerberosContextFactory(use.login, options, () -> release(realm, use));
        use.sessions++;
        uses.put(realm, use);
        return factory;
    }

    private synchronized void release(UserRealm realm, Use use) {
        use.sessions--;
        if (use.sessions == 0) {
            uses.remove(realm, use);
            use.login.close();
        }
    }
}
