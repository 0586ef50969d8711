package dev.wsman.internal.transport.auth.kerberos;

import dev.wsman.internal.transport.encryption.EncryptedPart;
import java.nio.ByteBuffer;

/**
 * The Wrap token of RFC 4121 4.2.6.2, split as Windows splits it.
 *
 * <p>JGSS writes {@code header(16) | E(confounder(16) | plain(n) | header(16)) | checksum}, with RRC 0. Windows
 * encrypts in place and expects the n bytes of cipher text separately. It therefore moves the last 16 + checksum bytes
 * to the place after the header and records that in the RRC field, which neither the encryption nor the checksum
 * covers (RFC 4121 4.2.5; MS-KILE 3.4.5.4.1: RRC is 28 with AES and SHA-1). The 16 + 28 + 16 = 60 bytes before the
 * cipher text of the plain text are the signature of {@code multipart/encrypted}. A received message needs no such
 * step: signature and data together are the token, and JGSS rotates it back by its RRC.
 */
final class CfxToken {
    private static final int HEADER = 16;
    private static final int CONFOUNDER = 16;
    private static final int EC_AT = 4;
    private static final int RRC_AT = 6;
    private static final int SEALED = 0x02;

    private CfxToken() {}

    /** Whether the token is one of RFC 4121, rather than of the older RC4 and DES keys. */
    static boolean isCfx(ByteBuffer token) {
        return token.remaining() >= HEADER && token.get(token.position()) == 5 && token.get(token.position() + 1) == 4;
    }

    static boolean isEncrypted(ByteBuffer token) {
        return (token.get(token.position() + 2) & SEALED) != 0;
    }

    /** The number of bytes that pad the plain text; JGSS returns them after it. */
    static int extraCount(ByteBuffer token) {
        return unsigned(token, EC_AT);
    }

    static int rightRotation(ByteBuffer token) {
        return unsigned(token, RRC_AT);
    }

    /**
     * Returns a received token without rotation, in the same array. JGSS would copy the whole token twice for that.
     * Here only the rotated bytes move to the end, into the room behind the token, and the header towards its data:
     *
     * <pre>
     * header(16) | last r bytes | data       | room
     *              header(16)   | data       | last r bytes
     * </pre>
     *
     * <p>Leaves the rotation to JGSS if it is impossible, or if there is not enough room.
     */
    static ByteBuffer rotatedBack(ByteBuffer token) {
        int rotation = rightRotation(token);
        int start = token.position();
        int room = token.capacity() - token.limit();
        if (rotation == 0 || rotation > room || rotation > token.remaining() - HEADER) {
            return token;
        }
        byte[] array = token.array();
        int from = token.arrayOffset();
        System.arraycopy(array, from + start + HEADER, array, from + token.limit(), rotation);
        System.arraycopy(array, from + start, array, from + start + rotation, HEADER);
        ByteBuffer straight = token.duplicate();
        straight.limit(token.limit() + rotation).position(start + rotation);
        return straight.putShort(straight.position() + RRC_AT, (short) 0);
    }

    /** Splits a token of JGSS into signature and cipher text. */
    static EncryptedPart split(byte[] token, int plainLength) {
        int rotation = token.length - HEADER - CONFOUNDER - plainLength;
        byte[] signature = new byte[HEADER + rotation + CONFOUNDER];
        System.arraycopy(token, 0, signature, 0, HEADER);
        signature[RRC_AT] = (byte) (rotation >> 8);
        signature[RRC_AT + 1] = (byte) rotation;
        System.arraycopy(token, token.length - rotation, signature, HEADER, rotation);
        System.arraycopy(token, HEADER, signature, HEADER + rotation, CONFOUNDER);
        byte[] cipherText = new byte[plainLength];
        System.arraycopy(token, HEADER + CONFOUNDER, cipherText, 0, plainLength);
        return new EncryptedPart(signature, cipherText);
    }

    private static int unsigned(ByteBuffer token, int at) {
        return Short.toUnsignedInt(token.getShort(token.position() + at));
    }
}
