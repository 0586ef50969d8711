package dev.wsman.internal.transport.auth.kerberos;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.AuthenticationTarget;
import dev.wsman.internal.transport.auth.GssMechanism;
import dev.wsman.internal.transport.auth.MechanismContext;
import dev.wsman.internal.transport.auth.MechanismContextFactory;
import dev.wsman.internal.transport.auth.RawMechanismContext;
import dev.wsman.internal.transport.auth.Secret;
import dev.wsman.internal.transport.auth.SecurityContext;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Kerberos with mutual authentication over the JDK's JGSS: bare under the scheme {@code Kerberos}, or the mechanism
 * for SPNEGO. Needs no login.conf, and a krb5.conf only if neither DNS nor the options name the KDC. Thread-safe.
 */
public final class KerberosContextFactory implements MechanismContextFactory {
    private final KerberosLogin login;
    private final KerberosOptions options;
    private final Runnable release;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Takes ownership of the login: closing the factory closes it. */
    public KerberosContextFactory(KerberosLogin login, KerberosOptions options) {
        this(login, options, login::close);
    }

    /** Uses a login of several factories. Closing this one calls {@code release}, once. */
    KerberosContextFactory(KerberosLogin login, KerberosOptions options, Runnable release) {
        if (login.isGiven() && options.realm() != null) {
            throw new IllegalArgumentException(
                    "realm and kdcs do not go with a Subject, which has its tickets already");
        }
        this.login = login;
        this.options = options;
        this.release = release;
    }

    @Override
    public String scheme() {
        return "Kerberos";
    }

    @Override
    public boolean fetchesTickets() {
        return true;
    }

    /** Fetches the user's and the server's ticket if they are missing. */
    @Override
    public SecurityContext create(AuthenticationTarget target) throws AuthenticationFailedException {
        return new RawMechanismContext("Kerberos", mechanism(target), MechanismContext.KERBEROS_PROTOCOL);
    }

    @Override
    public GssMechanism mechanism(AuthenticationTarget target) throws AuthenticationFailedException {
        if (closed.get()) {
            throw new IllegalStateException("the credentials are closed");
        }
        Subject subject = login.subject(options);
        return KerberosMechanisms.begin(subject, target, options);
    }

    @Override
    public @Nullable Secret password() {
        return login.password();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release.run();
        }
    }

    @Override
    public String toString() {
        return "Kerberos[" + login + "]";
    }
}
