package dev.wsman.internal.transport.auth;

/** A mechanism whose tokens stand in the header as they are: raw NTLM under NTLM or Negotiate, Kerberos under Kerberos. */
final class BareContext extends MechanismContext {
    private final Mechanism mechanism;

    BareContext(String scheme, Mechanism mechanism, String sealingProtocol) {
        super(scheme, sealingProtocol);
        this.mechanism = mechanism;
    }

    @Override
    Mechanism mechanism() {
        return mechanism;
    }

    @Override
    public byte[] step(byte[] serverToken) throws AuthenticationFailed {
        return mechanism.step(serverToken);
    }

    @Override
    public boolean established() {
        return mechanism.established();
    }
}
