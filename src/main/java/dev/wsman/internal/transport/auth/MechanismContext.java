package dev.wsman.internal.transport.auth;

import dev.wsman.internal.transport.encryption.EncryptedPart;
import dev.wsman.internal.transport.encryption.EncryptionBrokenException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The common part of the contexts that use a GSS-API mechanism. */
public abstract class MechanismContext implements SecurityContext {
    public static final String SPNEGO_PROTOCOL = "application/HTTP-SPNEGO-session-encrypted";
    public static final String KERBEROS_PROTOCOL = "application/HTTP-Kerberos-session-encrypted";

    private final String scheme;
    private final String encryptionProtocol;

    protected MechanismContext(String scheme, String encryptionProtocol) {
        this.scheme = scheme;
        this.encryptionProtocol = encryptionProtocol;
    }

    /** The mechanism in use. */
    protected abstract GssMechanism mechanism();

    @Override
    public String scheme() {
        return scheme;
    }

    @Override
    public String encryptionProtocol() {
        return encryptionProtocol;
    }

    @Override
    public boolean canEncrypt() {
        return mechanism().canEncrypt();
    }

    @Override
    public EncryptedPart wrap(byte[] plain, int offset, int length) throws IOException {
        return mechanism().wrap(plain, offset, length);
    }

    @Override
    public ByteBuffer unwrap(ByteBuffer token, int signatureLength) throws EncryptionBrokenException {
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
