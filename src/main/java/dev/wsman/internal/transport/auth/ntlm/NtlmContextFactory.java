package dev.wsman.internal.transport.auth.ntlm;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.AuthenticationTarget;
import dev.wsman.internal.transport.auth.GssMechanism;
import dev.wsman.internal.transport.auth.MechanismContext;
import dev.wsman.internal.transport.auth.MechanismContextFactory;
import dev.wsman.internal.transport.auth.RawMechanismContext;
import dev.wsman.internal.transport.auth.Secret;
import dev.wsman.internal.transport.auth.SecurityContext;
import dev.wsman.internal.transport.auth.SecurityContextFactory;
import dev.wsman.internal.transport.auth.ServiceName;
import dev.wsman.internal.transport.auth.WindowsAccount;
import org.jspecify.annotations.Nullable;

/** NTLM with a user's name and password: raw, or the mechanism for SPNEGO. Thread-safe. */
public final class NtlmContextFactory implements MechanismContextFactory {
    private final Carrier carrier;
    private final WindowsAccount account;
    private final Secret password;
    private final ServiceName service;

    /** The scheme whose header carries the raw messages. */
    public enum Carrier {
        /** {@code Negotiate}: services that do not know SPNEGO. */
        RAW_NEGOTIATE("Negotiate"),
        /** {@code NTLM}: older proxies and HTTP servers. */
        RAW_NTLM("NTLM");

        private final String scheme;

        Carrier(String scheme) {
            this.scheme = scheme;
        }
    }

    /**
     * Copies the password.
     *
     * @param user {@code DOMAIN\\user}, {@code user@domain}, {@code user}, or {@code .\\user} for an account of the
     *     server itself
     */
    public NtlmContextFactory(Carrier carrier, String user, char[] password, ServiceName service) {
        this(carrier, WindowsAccount.parse(user), new Secret(password), service);
    }

    private NtlmContextFactory(Carrier carrier, WindowsAccount account, Secret password, ServiceName service) {
        this.carrier = carrier;
        this.account = account;
        this.password = password;
        this.service = service;
    }

    /** Returns raw messages under {@code NTLM} if that is the offered scheme. */
    @Override
    public @Nullable SecurityContextFactory under(String scheme) {
        return scheme.equalsIgnoreCase(Carrier.RAW_NTLM.scheme)
                ? new NtlmContextFactory(Carrier.RAW_NTLM, account, password, service)
                : null;
    }

    @Override
    public String scheme() {
        return carrier.scheme;
    }

    @Override
    public SecurityContext create(AuthenticationTarget target) throws AuthenticationFailedException {
        return new RawMechanismContext(carrier.scheme, mechanism(target), MechanismContext.SPNEGO_PROTOCOL);
    }

    @Override
    public GssMechanism mechanism(AuthenticationTarget target) throws AuthenticationFailedException {
        return new NtlmMechanism(
                account, password, NtlmMechanism.Identity.of(target, service), NtlmMechanism.Source.secure());
    }

    @Override
    public Secret password() {
        return password;
    }

    @Override
    public void close() {
        password.close();
    }

    @Override
    public String toString() {
        return "Ntlm[" + account.user() + ", password redacted]";
    }
}
