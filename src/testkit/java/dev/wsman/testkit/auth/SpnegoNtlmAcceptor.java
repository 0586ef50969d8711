package dev.wsman.testkit.auth;

import dev.wsman.testkit.auth.SpnegoTokens.InitialToken;
import dev.wsman.testkit.auth.SpnegoTokens.NegotiationState;
import dev.wsman.testkit.auth.SpnegoTokens.ResponseToken;

/** NTLM inside SPNEGO, with the proof over the list of mechanisms both ways, whatever the client prefers. */
final class SpnegoNtlmAcceptor implements Acceptor {
    private final NtlmAcceptor ntlm;
    private InitialToken initial;
    private boolean completed;

    SpnegoNtlmAcceptor(NtlmAcceptor ntlm) {
        this.ntlm = ntlm;
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
        if (!initial.mechanisms().contains(SpnegoTokens.NTLM)) {
            throw new RefusedException("Negotiate: the client offers no NTLM but " + initial.mechanisms());
        }
        boolean preferred = initial.mechanisms().get(0).equals(SpnegoTokens.NTLM) && initial.token() != null;
        byte[] answer = preferred ? ntlm.accept(initial.token()) : null;
        return SpnegoTokens.response(NegotiationState.ACCEPT_INCOMPLETE, SpnegoTokens.NTLM, answer, null);
    }

    private byte[] proceed(ResponseToken response) throws RefusedException {
        byte[] answer = response.token() == null ? new byte[0] : ntlm.accept(response.token());
        if (!ntlm.established()) {
            return SpnegoTokens.response(NegotiationState.ACCEPT_INCOMPLETE, null, answer, null);
        }
        if (response.mic() == null) {
            throw new RefusedException("Negotiate: no proof over the list of mechanisms");
        }
        ntlm.keys().verifySigned(initial.list(), response.mic());
        completed = true;
        return SpnegoTokens.response(
                NegotiationState.ACCEPT_COMPLETED, null, null, ntlm.keys().sign(initial.list()));
    }

    @Override
    public boolean established() {
        return completed;
    }

    @Override
    public String user() {
        return ntlm.user();
    }

    @Override
    public String protocol() {
        return ntlm.protocol();
    }

    @Override
    public WrappedMessage wrap(byte[] plain) {
        return ntlm.wrap(plain);
    }

    @Override
    public byte[] unwrap(byte[] token) throws RefusedException {
        return ntlm.unwrap(token);
    }
}
