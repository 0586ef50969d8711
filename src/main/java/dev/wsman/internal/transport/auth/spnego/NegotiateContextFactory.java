package dev.wsman.internal.transport.auth.spnego;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.AuthenticationTarget;
import dev.wsman.internal.transport.auth.GssMechanism;
import dev.wsman.internal.transport.auth.Secret;
import dev.wsman.internal.transport.auth.SecurityContext;
import dev.wsman.internal.transport.auth.SecurityContextFactory;
import dev.wsman.internal.transport.auth.WindowsAccount;
import dev.wsman.internal.transport.auth.kerberos.KerberosContextFactory;
import dev.wsman.internal.transport.auth.kerberos.KerberosFailure;
import dev.wsman.internal.transport.auth.kerberos.KerberosLogin;
import dev.wsman.internal.transport.auth.kerberos.KerberosOptions;
import dev.wsman.internal.transport.auth.ntlm.NtlmContextFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code Negotiate} as Windows does it: Kerberos if a ticket for the server is available, with NTLM as the second
 * mechanism; NTLM alone otherwise. The lack of a ticket is remembered for some minutes, so that a missing KDC is not
 * asked for each connection. If NTLM is then refused, the error also reports why there was no Kerberos. If the user's
 * own realm refuses the user, NTLM is not tried: it would count as another wrong password. Thread-safe.
 */
public final class NegotiateContextFactory implements SecurityContextFactory {
    private static final long MEMORY_NANOS = Duration.ofMinutes(5).toNanos();

    private final KerberosContextFactory kerberos;
    private final NtlmContextFactory ntlm;
    private final boolean realmNamed;
    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();

    private record Refusal(AuthenticationFailedException reason, long until) {}

    /** Copies the password. */
    public NegotiateContextFactory(String user, char[] password, KerberosOptions options) {
        this(new KerberosContextFactory(KerberosLogin.password(user, password), options), user, password, options);
    }

    /** Takes ownership of the Kerberos part, which has the same user, and copies the password. */
    public NegotiateContextFactory(
            KerberosContextFactory kerberos, String user, char[] password, KerberosOptions options) {
        this(
                kerberos,
                new NtlmContextFactory(NtlmContextFactory.Carrier.RAW_NEGOTIATE, user, password, options.service()),
                isRealmNamed(WindowsAccount.parse(user), options));
    }

    private NegotiateContextFactory(KerberosContextFactory kerberos, NtlmContextFactory ntlm, boolean realmNamed) {
        this.kerberos = kerberos;
        this.ntlm = ntlm;
        this.realmNamed = realmNamed;
    }

    /**
     * Whether the user's realm is known: a name without a realm may belong to different users in the default realm and
     * at the server.
     */
    private static boolean isRealmNamed(WindowsAccount account, KerberosOptions options) {
        boolean local = account.domain().equals(".");
        return !local
                && (options.realm() != null
                        || !account.domain().isEmpty()
                        || account.user().contains("@"));
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
    public SecurityContext create(AuthenticationTarget target) throws AuthenticationFailedException {
        Refusal known = refusals.get(target.host());
        if (known != null && System.nanoTime() - known.until() < 0) {
            return ntlmOnly(target, known.reason());
        }
        GssMechanism preferred;
        try {
            preferred = kerberos.mechanism(target);
        } catch (AuthenticationFailedException noTicket) {
            if (realmNamed && KerberosFailure.refusesUser(noTicket)) {
                throw new AuthenticationFailedException(
                        noTicket.getMessage()
                                + "; NTLM was not tried, as the user's own realm refuses the user, and another attempt"
                                + " with the same password could lock the account",
                        noTicket);
            }
            refusals.put(target.host(), new Refusal(noTicket, System.nanoTime() + MEMORY_NANOS));
            return ntlmOnly(target, noTicket);
        }
        return new SpnegoContext(List.of(preferred, ntlm.mechanism(target)), null);
    }

    private SecurityContext ntlmOnly(AuthenticationTarget target, AuthenticationFailedException noTicket)
            throws AuthenticationFailedException {
        return new SpnegoContext(List.of(ntlm.mechanism(target)), noTicket);
    }

    @Override
    public @Nullable SecurityContextFactory under(String scheme) {
        return ntlm.under(scheme);
    }

    @Override
    public Secret password() {
        return ntlm.password();
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
