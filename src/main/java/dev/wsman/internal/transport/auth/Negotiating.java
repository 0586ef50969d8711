package dev.wsman.internal.transport.auth;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code Negotiate} as Windows does it: Kerberos where a ticket for the server can be had, with NTLM offered behind it; NTLM alone
 * where none can. That there is no ticket is remembered for some minutes, so that a missing KDC is not asked for each connection.
 * The error of a refused NTLM then also tells why there was no Kerberos. Thread-safe.
 */
public final class Negotiating implements SecurityContextFactory {
    private static final long MEMORY_NANOS = Duration.ofMinutes(5).toNanos();

    private final Kerberos kerberos;
    private final Ntlm ntlm;
    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();

    private record Refusal(AuthenticationFailed reason, long until) {}

    /** Copies the password. */
    public Negotiating(String user, char[] password, KerberosOptions options) {
        this(
                new Kerberos(KerberosLogin.password(user, password), options.bare(false)),
                new Ntlm(Ntlm.Carrier.SPNEGO, user, password, options.service()));
    }

    Negotiating(Kerberos kerberos, Ntlm ntlm) {
        this.kerberos = kerberos;
        this.ntlm = ntlm;
    }

    @Override
    public String scheme() {
        return "Negotiate";
    }

    @Override
    public boolean fetchesTickets() {
        return true;
    }

    @Override
    public SecurityContext create(Target target) throws AuthenticationFailed {
        Refusal known = refusals.get(target.host());
        if (known != null && System.nanoTime() - known.until() < 0) {
            return ntlmOnly(target, known.reason());
        }
        Mechanism preferred;
        try {
            preferred = kerberos.mechanism(target);
        } catch (AuthenticationFailed noTicket) {
            refusals.put(target.host(), new Refusal(noTicket, System.nanoTime() + MEMORY_NANOS));
            return ntlmOnly(target, noTicket);
        }
        return new SpnegoContext(List.of(preferred, ntlm.mechanism(target)), null);
    }

    private SecurityContext ntlmOnly(Target target, AuthenticationFailed noTicket) throws AuthenticationFailed {
        return new SpnegoContext(List.of(ntlm.mechanism(target)), noTicket);
    }

    @Override
    public @Nullable SecurityContextFactory under(String scheme) {
        return ntlm.under(scheme);
    }

    @Override
    public void close() {
        try {
            kerberos.close();
        } finally {
            ntlm.close();
        }
    }

    @Override
    public String toString() {
        return "Negotiating[" + kerberos + ", " + ntlm + "]";
    }
}
