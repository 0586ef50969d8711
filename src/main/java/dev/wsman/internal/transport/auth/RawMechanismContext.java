package dev.wsman.internal.transport.auth;

/**
 * A mechanism whose tokens are in the header as they are: raw NTLM under NTLM or Negotiate, Kerberos under Kerberos.
 */
public final class RawMechanismContext extends MechanismContext {
    private final GssMechanism mechanism;

    public RawMechanismContext(String scheme, GssMechanism mechanism, String encryptionProtocol) {
        super(scheme, encryptionProtocol);
        this.mechanism = mechanism;
    }

    @Override
    protected GssMechanism mechanism() {
        return mechanism;
    }

    @Override
    public byte[] step(byte[] serverToken) throws AuthenticationFailedException {
        return mechanism.step(serverToken);
    }

    @Override
    public boolean established() {
        return mechanism.established();
    }
}
