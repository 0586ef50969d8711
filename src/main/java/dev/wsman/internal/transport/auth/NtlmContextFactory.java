package dev.wsman.internal.transport.auth;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** NTLM with a user's name and password, as SPNEGO carries it or raw. Thread-safe. */
public final class NtlmContextFactory implements SecurityContextFactory {
    private final Carrier carrier;
    private final WindowsAccount account;
    private final Secret password;
    private final ServiceName service;

    /** How the messages stand in the header. */
    public enum Carrier {
        /** In SPNEGO tokens under {@code Negotiate}: the default. */
        SPNEGO("Negotiate"),
        /** As they are under {@code Negotiate}. */
        RAW_NEGOTIATE("Negotiate"),
        /** As they are under {@code NTLM}: older proxies and HTTP servers. */
        RAW_NTLM("NTLM");

        private final String scheme;

        Carrier(String scheme) {
            this.scheme = scheme;
        }
    }

    /**
     * Copies the password.
     *
     * @param user {@code DOMAIN\\user}, {@code user@domain}, {@code user}, or {@code .\\user} for an account of the server itself
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

    /** As the messages are under {@code NTLM}, where that is what is offered. */
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
        GssMechanism mechanism = mechanism(target);
        return carrier == Carrier.SPNEGO
                ? new SpnegoContext(List.of(mechanism))
                : new RawMechanismContext(carrier.scheme, mechanism, MechanismContext.SPNEGO_PROTOCOL);
    }

    GssMechanism mechanism(AuthenticationTarget target) throws AuthenticationFailedException {
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
