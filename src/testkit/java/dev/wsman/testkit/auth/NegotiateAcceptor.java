package dev.wsman.testkit.auth;

import java.util.Optional;

/**
 * What stands under {@code Negotiate}: SPNEGO with Kerberos or NTLM, or raw NTLM; the client's first token tells
 * which.
 */
final class NegotiateAcceptor implements Acceptor {
    private final NtlmAcceptor ntlm;
    private final Optional<ServiceKeys> kerberos;
    private final boolean rotating;
    private final Optional<ChannelBinding> binding;
    private Acceptor chosen;

    /** Takes NTLM as the acceptor does, and Kerberos with these keys, if there are some. */
    NegotiateAcceptor(
            NtlmAcceptor ntlm, Optional<ServiceKeys> kerberos, boolean rotating, Optional<ChannelBinding> binding) {
        this.ntlm = ntlm;
        this.kerberos = kerberos;
        this.rotating = rotating;
        this.binding = binding;
    }

    @Override
    public byte[] accept(byte[] token) throws RefusedException {
        if (chosen == null) {
            chosen = choose(token);
        }
        return chosen.accept(token);
    }

    private Acceptor choose(byte[] token) throws RefusedException {
        if (NtlmAcceptor.speaks(token)) {
            return ntlm;
        }
        boolean ticket = SpnegoTokens.InitialToken.parse(token).prefersKerberos() && kerberos.isPresent();
        return ticket ? new KerberosAcceptor(kerberos.get(), true, rotating, binding) : new SpnegoAcceptor(ntlm);
    }

    @Override
    public boolean established() {
        return chosen != null && chosen.established();
    }

    @Override
    public String user() {
        return chosen.user();
    }

    @Override
    public String protocol() {
        return chosen.protocol();
    }

    @Override
    public WrappedMessage wrap(byte[] plain) throws RefusedException {
        return chosen.wrap(plain);
    }

    @Override
    public byte[] unwrap(byte[] token) throws RefusedException {
        return chosen.unwrap(token);
    }
}
