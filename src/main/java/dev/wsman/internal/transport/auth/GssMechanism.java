package dev.wsman.internal.transport.auth;

import dev.wsman.internal.transport.encryption.EncryptedPart;
import dev.wsman.internal.transport.encryption.EncryptionBrokenException;
import java.nio.ByteBuffer;

/** The client's side of a GSS-API mechanism, NTLM or Kerberos, for one connection. Not thread-safe. */
public interface GssMechanism extends AutoCloseable {
    /** The name for messages. */
    String name();

    /** The object identifier under which SPNEGO negotiates the mechanism. */
    MechanismOid oid();

    /** Takes a step of the handshake, as {@link SecurityContext#step}. */
    byte[] step(byte[] peerToken) throws AuthenticationFailedException;

    boolean established();

    boolean canEncrypt();

    /** Signs a message without encrypting it, for SPNEGO's mechListMIC. */
    byte[] sign(byte[] message) throws AuthenticationFailedException;

    void verify(byte[] message, byte[] signature) throws AuthenticationFailedException;

    EncryptedPart wrap(byte[] plain, int offset, int length) throws EncryptionBrokenException;

    ByteBuffer unwrap(ByteBuffer token, int signatureLength) throws EncryptionBrokenException;

    @Override
    void close();
}
