package dev.wsman.internal.transport.auth.spnego;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.AuthenticationTarget;
import dev.wsman.internal.transport.auth.MechanismContextFactory;
import dev.wsman.internal.transport.auth.Secret;
import dev.wsman.internal.transport.auth.SecurityContext;
import dev.wsman.internal.transport.auth.SecurityContextFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries one mechanism, NTLM or Kerberos, in SPNEGO tokens under {@code Negotiate}. Thread-safe. */
public final class SpnegoContextFactory implements SecurityContextFactory {
    private final MechanismContextFactory mechanisms;

    /** Takes ownership of the mechanism's factory: closing this one closes it. */
    public SpnegoContextFactory(MechanismContextFactory mechanisms) {
        this.mechanisms = mechanisms;
    }

    @Override
    public String scheme() {
        return "Negotiate";
    }

    @Override
    public SecurityContext create(AuthenticationTarget target) throws AuthenticationFailedException {
        return new SpnegoContext(List.of(mechanisms.mechanism(target)));
    }

    @Override
    public boolean fetchesTickets() {
        return mechanisms.fetchesTickets();
    }

    @Override
    public @Nullable SecurityContextFactory under(String scheme) {
        return mechanisms.under(scheme);
    }

    @Override
    public @Nullable Secret password() {
        return mechanisms.password();
    }

    @Override
    public void close() {
        mechanisms.close();
    }

    @Override
    public String toString() {
        return "Spnego[" + mechanisms + "]";
    }
}
