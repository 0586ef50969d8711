package dev.wsman.internal.transport.auth.spnego;

import dev.wsman.internal.transport.auth.spnego.NegotiationToken.Initial;
import dev.wsman.internal.transport.auth.spnego.NegotiationToken.Response;
import dev.wsman.internal.transport.auth.spnego.NegotiationToken.State;
import java.util.Arrays;
import java.util.List;
import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.GssMechanism;
import dev.wsman.internal.transport.auth.MechanismContext;

/** The server's side of SPNEGO for tests: takes the mechanism it has, whichever place it has in the client's list. */
final class SpnegoAcceptor extends MechanismContext {
    private final GssMechanism mechanism;
    private final boolean demandsMic;
    private List<byte[]> offered = List.of();
    private boolean completed;

    SpnegoAcceptor(GssMechanism mechanism, boolean demandsMic) {
        super("Negotiate", SPNEGO_PROTOCOL);
        this.mechanism = mechanism;
        this.demandsMic = demandsMic;
    }

    @Override
    GssMechanism mechanism() {
        return mechanism;
    }

    @Override
    public byte[] step(byte[] token) throws AuthenticationFailedException {
        return offered.isEmpty() ? begin(Initial.parse(token)) : proceed(Response.parse(token));
    }

    private byte[] begin(Initial initial) throws AuthenticationFailedException {
        offered = initial.mechanisms();
        byte[] own = mechanism.oid().content();
        boolean preferred = Arrays.equals(offered.get(0), own);
        byte[] answer = preferred ? mechanism.step(initial.token() == null ? new byte[0] : initial.token()) : null;
        if (mechanism.established() && !demandsMic) {
            completed = true;
            return new Response(State.ACCEPT_COMPLETED, own, answer, null).encode();
        }
        return new Response(demandsMic ? State.REQUEST_MIC : State.ACCEPT_INCOMPLETE, own, answer, null).encode();
    }

    private byte[] proceed(Response response) throws AuthenticationFailedException {
        byte[] answer = response.token() == null ? new byte[0] : mechanism.step(response.token());
        if (!mechanism.established()) {
            return new Response(State.ACCEPT_INCOMPLETE, null, answer, null).encode();
        }
        byte[] list = NegotiationToken.mechanismList(offered);
        if (response.mic() == null) {
            throw new AuthenticationFailedException("SPNEGO acceptor: the client sent no mechListMIC");
        }
        mechanism.verify(list, response.mic());
        completed = true;
        return new Response(State.ACCEPT_COMPLETED, null, null, mechanism.sign(list)).encode();
    }

    @Override
    public boolean established() {
        return completed;
    }
}
