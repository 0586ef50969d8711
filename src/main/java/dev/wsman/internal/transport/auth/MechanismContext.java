package dev.wsman.internal.transport.auth;

import dev.wsman.internal.transport.encryption.SealBrokenException;
import dev.wsman.internal.transport.encryption.SealedPart;
import java.io.IOException;

/** The common part of the contexts that use a GSS-API mechanism. */
public abstract class MechanismContext implements SecurityContext {
    public static final String SPNEGO_PROTOCOL = "application/HTTP-SPNEGO-session-encrypted";
    public static final String KERBEROS_PROTOCOL = "application/HTTP-Kerberos-session-encrypted";

    private final String scheme;
    private final String sealingProtocol;

    protected MechanismContext(String scheme, String sealingProtocol) {
        this.scheme = scheme;
        this.sealingProtocol = sealingProtocol;
    }

    /** The mechanism in use. */
    protected abstract GssMechanism mechanism();

    @Override
    public String scheme() {
        return scheme;
    }

    @Override
    public String sealingProtocol() {
        return sealingProtocol;
    }

    @Override
    public boolean canSeal() {
        return mechanism().canSeal();
    }

    @Override
    public SealedPart wrap(byte[] plain, int offset, int length) throws IOException {
        return mechanism().wrap(plain, offset, length);
    }

    @Override
    public byte[] unwrap(byte[] token, int signatureLength) throws SealBrokenException {
        return mechanism().unwrap(token, signatureLength);
    }

    @Override
    public void close() {
        mechanism().close();
    }

    @Override
    public String toString() {
        return scheme + " (" + mechanism().name() + ")";
    }
}
