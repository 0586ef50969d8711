package dev.wsman.internal.transport.auth.spnego;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.GssMechanism;
import dev.wsman.internal.transport.auth.MechanismContext;
import dev.wsman.internal.transport.auth.MechanismOid;
import dev.wsman.internal.transport.auth.spnego.NegotiationToken.Initial;
import dev.wsman.internal.transport.auth.spnego.NegotiationToken.Response;
import dev.wsman.internal.transport.auth.spnego.NegotiationToken.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of SPNEGO (RFC 4178): offers its mechanisms in order, with a token of the first, and changes to
 * another one if the server selects it. A mechListMIC protects the list if the server sent one, requested one or
 * selected another mechanism, and always with NTLM, as in Windows.
 */
final class SpnegoContext extends MechanismContext {
    private static final byte[] NOTHING = {};

    private final List<GssMechanism> mechanisms;
    /** The offered mechanisms, and the encoded list of them that both sides sign. */
    private final List<byte[]> offered;

    private final byte[] offeredList;
    private final @Nullable AuthenticationFailedException notOffered;
    private GssMechanism current;
    private boolean begun;
    private boolean micRequired;
    private boolean micSent;
    private boolean micVerified;
    private boolean completed;

    SpnegoContext(List<GssMechanism> mechanisms) {
        this(mechanisms, null);
    }

    /**
     * Offers these mechanisms.
     *
     * @param notOffered why the preferred mechanism is not among them, which is reported if the others fail; null if
     *     it is
     */
    SpnegoContext(List<GssMechanism> mechanisms, @Nullable AuthenticationFailedException notOffered) {
        super("Negotiate", SPNEGO_PROTOCOL);
        this.notOffered = notOffered;
        this.mechanisms = List.copyOf(mechanisms);
        this.offered = identifiers(mechanisms);
        this.offeredList = NegotiationToken.mechanismList(offered);
        this.current = this.mechanisms.get(0);
    }

    private static List<byte[]> identifiers(List<GssMechanism> mechanisms) {
        List<byte[]> identifiers = new ArrayList<>();
        for (GssMechanism mechanism : mechanisms) {
            identifiers.add(mechanism.oid().content());
        }
        return identifiers;
    }

    @Override
    protected GssMechanism mechanism() {
        return current;
    }

    @Override
    public byte[] step(byte[] serverToken) throws AuthenticationFailedException {
        if (!begun) {
            begun = true;
            return new Initial(offered, current.step(NOTHING)).encode();
        }
        if (serverToken.length == 0) {
            throw refused("Negotiate: the server refused the " + current.name() + " credentials, or does not accept "
                    + current.name() + "; check user, domain and password, and that the clocks agree");
        }
        if (completed) {
            throw new AuthenticationFailedException("Negotiate: the server sent a further token after the last one");
        }
        return proceed(Response.parse(serverToken));
    }

    private byte[] proceed(Response response) throws AuthenticationFailedException {
        if (response.state() == State.REJECT) {
            throw refused("Negotiate: the server rejected " + current.name() + "; check user, domain and password");
        }
        micRequired |= response.state() == State.REQUEST_MIC;
        byte[] token = follow(response);
        verifyMic(response.mic());
        micRequired |= response.state() == State.ACCEPT_INCOMPLETE && current.established() && token.length == 0;
        byte[] mic = ownMic();
        boolean accepted = response.state() == State.ACCEPT_COMPLETED || response.state() == null;
        boolean allowed = response.state() == State.ACCEPT_INCOMPLETE && micVerified && token.length == 0;
        completed = current.established() && (accepted || allowed) && (!micRequired || micVerified);
        if (accepted && response.state() != null && !completed) {
            throw new AuthenticationFailedException("Negotiate: the server ended the negotiation before it proved what "
                    + current.name() + " wants proven");
        }
        return token.length == 0 && mic == null ? NOTHING : reply(token, mic);
    }

    private AuthenticationFailedException refused(String message) {
        AuthenticationFailedException reason = notOffered;
        if (reason == null) {
            return new AuthenticationFailedException(message);
        }
        AuthenticationFailedException both = new AuthenticationFailedException(
                message + ". Before that there was no Kerberos ticket: " + reason.getMessage());
        both.addSuppressed(reason);
        return both;
    }

    private byte[] follow(Response response) throws AuthenticationFailedException {
        byte[] selected = response.mechanism();
        if (selected != null && !matches(current, selected)) {
            return switchTo(selected);
        }
        byte[] token = response.token();
        return token == null || current.established() ? NOTHING : current.step(token);
    }

    private byte[] switchTo(byte[] selected) throws AuthenticationFailedException {
        GssMechanism other = mechanisms.stream()
                .filter(mechanism -> matches(mechanism, selected))
                .findFirst()
                .orElseThrow(() -> new AuthenticationFailedException(
                        "Negotiate: the server chose a mechanism that was not offered; offered was " + names()));
        if (current.established() || mechanisms.indexOf(other) < mechanisms.indexOf(current)) {
            throw new AuthenticationFailedException(
                    "Negotiate: the server changed the mechanism in the middle of the handshake");
        }
        current.close();
        current = other;
        micRequired = true;
        return current.step(NOTHING);
    }

    private void verifyMic(byte @Nullable [] mic) throws AuthenticationFailedException {
        if (mic != null && current.established()) {
            current.verify(offeredList, mic);
            micRequired = true;
            micVerified = true;
        }
    }

    private byte @Nullable [] ownMic() throws AuthenticationFailedException {
        if (micSent || !current.established() || !micRequired && current.oid() != MechanismOid.NTLM) {
            return null;
        }
        micSent = true;
        return current.sign(offeredList);
    }

    private byte[] reply(byte[] token, byte @Nullable [] mic) {
        State state = mic == null ? null : completed ? State.ACCEPT_COMPLETED : State.ACCEPT_INCOMPLETE;
        return new Response(state, null, token.length == 0 ? null : token, mic).encode();
    }

    /**
     * Accepts the end of an NTLM handshake without a token: the server proves its identity with the first encrypted
     * body.
     */
    @Override
    public void finish(byte[] serverToken) throws AuthenticationFailedException {
        completed |= serverToken.length == 0 && current.established() && !micRequired;
        if (serverToken.length > 0 || !completed) {
            super.finish(serverToken);
        }
    }

    @Override
    public boolean established() {
        return completed;
    }

    private String names() {
        return String.join(", ", mechanisms.stream().map(GssMechanism::name).toList());
    }

    private static boolean matches(GssMechanism mechanism, byte[] selected) {
        return Arrays.equals(mechanism.oid().content(), selected)
                || mechanism.oid() == MechanismOid.KERBEROS
                        && Arrays.equals(MechanismOid.KERBEROS_MICROSOFT.content(), selected);
    }

    @Override
    public void close() {
        mechanisms.forEach(GssMechanism::close);
    }
}
