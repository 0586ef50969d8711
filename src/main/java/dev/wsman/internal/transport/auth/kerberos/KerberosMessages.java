package dev.wsman.internal.transport.auth.kerberos;

import dev.wsman.internal.transport.encryption.EncryptedPart;
import dev.wsman.internal.transport.encryption.EncryptionBrokenException;
import java.nio.ByteBuffer;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.MessageProp;

/** Encrypts and decrypts with an established context of JGSS. Messages are split as Windows splits them. */
final class KerberosMessages {
    private final GSSContext context;
    private final boolean gaps;

    /**
     * Uses a context, which may be established later.
     *
     * @param gaps whether messages may be missing before one that arrives
     */
    KerberosMessages(GSSContext context, boolean gaps) {
        this.context = context;
        this.gaps = gaps;
    }

    /**
     * Encrypts a message.
     *
     * @param peer names the ticket in the failure
     */
    EncryptedPart wrap(byte[] plain, int offset, int length, String peer) throws EncryptionBrokenException {
        try {
            MessageProp property = new MessageProp(0, true);
            byte[] token = context.wrap(plain, offset, length, property);
            ByteBuffer made = ByteBuffer.wrap(token);
            requireAes(made, peer);
            if (!property.getPrivacy() || CfxToken.extraCount(made) != 0 || CfxToken.rightRotation(made) != 0) {
                throw new EncryptionBrokenException(
                        "Kerberos: this Java runtime wraps messages in a way that is not known here");
            }
            return CfxToken.split(token, length);
        } catch (GSSException failed) {
            throw new EncryptionBrokenException("Kerberos: cannot encrypt: " + failed.getMessage(), failed);
        }
    }

    /**
     * Decrypts a message.
     *
     * @param peer names the sender in the failure
     */
    ByteBuffer unwrap(ByteBuffer token, String peer) throws EncryptionBrokenException {
        requireAes(token, peer);
        MessageProp property = new MessageProp(0, true);
        try {
            int filled = CfxToken.extraCount(token);
            ByteBuffer straight = CfxToken.rotatedBack(token);
            byte[] plain = context.unwrap(
                    straight.array(), straight.arrayOffset() + straight.position(), straight.remaining(), property);
            requireInOrder(property, peer);
            return ByteBuffer.wrap(plain, 0, Math.max(0, plain.length - filled));
        } catch (GSSException failed) {
            throw new EncryptionBrokenException(
                    "Kerberos: a message of " + peer + " does not verify: " + failed.getMessage(), failed);
        }
    }

    /**
     * Rejects RC4 tokens (RFC 4757): JGSS pads them, which Windows does not accept. The JDK disables RC4 by default
     * anyway.
     */
    private static void requireAes(ByteBuffer token, String peer) throws EncryptionBrokenException {
        if (!CfxToken.isCfx(token)) {
            throw new EncryptionBrokenException("Kerberos: the ticket for " + peer
                    + " has no AES key, which encryption needs; enable AES for the server's account");
        }
    }

    private void requireInOrder(MessageProp property, String peer) throws EncryptionBrokenException {
        boolean outOfOrder = property.isDuplicateToken()
                || property.isOldToken()
                || property.isUnseqToken()
                || property.isGapToken() && !gaps;
        if (!property.getPrivacy() || outOfOrder) {
            throw new EncryptionBrokenException("Kerberos: a message of " + peer
                    + (outOfOrder ? " was repeated, left out or reordered" : " is signed but not encrypted"));
        }
    }
}
