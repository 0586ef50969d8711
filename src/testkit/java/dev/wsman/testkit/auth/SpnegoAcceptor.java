package dev.wsman.testkit.auth;

import dev.wsman.testkit.auth.SpnegoTokens.InitialToken;
import dev.wsman.testkit.auth.SpnegoTokens.NegotiationState;
import dev.wsman.testkit.auth.SpnegoTokens.ResponseToken;

/**
 * One mechanism inside SPNEGO (RFC 4178), whichever mechanism the client prefers. Both sides sign the list of
 * mechanisms if the mechanism is NTLM, if it was not the client's first, or if this acceptor requests it.
 */
public final class SpnegoAcceptor implements Acceptor {
    private final SigningAcceptor mechanism;
    private final boolean requestsMic;
    private InitialToken initial;
    private boolean completed;

    SpnegoAcceptor(SigningAcceptor mechanism) {
        this(mechanism, false);
    }

    /**
     * Creates an acceptor with a mechanism.
     *
     * @param requestsMic whether the first token has the state request-mic (RFC 4178 4.2.2), so that the client must
     *     sign the list
     */
    private SpnegoAcceptor(SigningAcceptor mechanism, boolean requestsMic) {
        this.mechanism = mechanism;
        this.requestsMic = requestsMic;
    }

    /**
     * Returns an acceptor with NTLM. If {@code requestsMic}, it requests a signature of the list of mechanisms with
     * the state request-mic.
     */
    public static SpnegoAcceptor of(NtlmAcceptor ntlm, boolean requestsMic) {
        return new SpnegoAcceptor(ntlm, requestsMic);
    }

    /**
     * Returns an acceptor with Kerberos, which must accept bare tokens. If {@code requestsMic}, it requests a
     * signature of the list.
     */
    public static SpnegoAcceptor of(KerberosAcceptor kerberos, boolean requestsMic) {
        return new SpnegoAcceptor(kerberos, requestsMic);
    }

    @Override
    public byte[] accept(byte[] token) throws RefusedException {
        if (initial == null) {
            initial = InitialToken.parse(token);
            return begin();
        }
        return proceed(ResponseToken.parse(token));
    }

    private byte[] begin() throws RefusedException {
        if (!initial.mechanisms().contains(mechanism.mechanism())) {
            throw new RefusedException(
                    "Negotiate: the client does not offer " + mechanism.mechanism() + " but " + initial.mechanisms());
        }
        boolean preferred = initial.mechanisms().get(0).equals(mechanism.mechanism()) && initial.token() != null;
        byte[] reply = preferred ? mechanism.accept(initial.token()) : null;
        completed = mechanism.established() && !requestsMic;
        NegotiationState incomplete = requestsMic ? NegotiationState.REQUEST_MIC : NegotiationState.ACCEPT_INCOMPLETE;
        return SpnegoTokens.response(
                completed ? NegotiationState.ACCEPT_COMPLETED : incomplete, mechanism.mechanism(), reply, null);
    }

    private byte[] proceed(ResponseToken response) throws RefusedException {
        byte[] reply = response.token() == null ? new byte[0] : mechanism.accept(response.token());
        if (!mechanism.established()) {
            return SpnegoTokens.response(NegotiationState.ACCEPT_INCOMPLETE, null, reply, null);
        }
        if (response.mic() == null) {
            throw new RefusedException("Negotiate: no proof over the list of mechanisms");
        }
        mechanism.verify(initial.list(), response.mic());
        completed = true;
        return SpnegoTokens.response(NegotiationState.ACCEPT_COMPLETED, null, null, mechanism.sign(initial.list()));
    }

    @Override
    public boolean established() {
        return completed;
    }

    @Override
    public String user() {
        return mechanism.user();
    }

    @Override
    public String protocol() {
        return "application/HTTP-SPNEGO-session-encrypted";
    }

    @Override
    public WrappedMessage wrap(byte[] plain) throws RefusedException {
        return mechanism.wrap(plain);
    }

    @Override
    public byte[] unwrap(byte[] token) throws RefusedException {
        return mechanism.unwrap(token);
    }
}
