package dev.wsman.internal.transport.auth;

import dev.wsman.internal.transport.encryption.SealBrokenException;
import dev.wsman.internal.transport.encryption.SealedPart;

/** A GSS-API mechanism as SPNEGO and the HTTP schemes carry it: NTLM or Kerberos. Not thread-safe. */
public interface GssMechanism extends AutoCloseable {
    /** Its name for messages. */
    String name();

    /** The object identifier it is negotiated by. */
    MechanismOid oid();

    /** As {@link SecurityContext#step}. */
    byte[] step(byte[] peerToken) throws AuthenticationFailedException;

    boolean established();

    boolean canSeal();

    /** Signs without sealing; for SPNEGO's mechListMIC. */
    byte[] sign(byte[] message) throws AuthenticationFailedException;

    void verify(byte[] message, byte[] signature) throws AuthenticationFailedException;

    SealedPart wrap(byte[] plain, int offset, int length) throws SealBrokenException;

    byte[] unwrap(byte[] token, int signatureLength) throws SealBrokenException;

    @Override
    void close();
}
