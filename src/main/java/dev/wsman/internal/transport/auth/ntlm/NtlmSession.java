package dev.wsman.internal.transport.auth.ntlm;

import dev.wsman.internal.transport.encryption.EncryptedPart;
import dev.wsman.internal.transport.encryption.EncryptionBrokenException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;

/**
 * Signing and encryption with extended session security (MS-NLMP 3.4) and 128-bit keys: a key, an RC4 stream and a
 * sequence number for each direction. Not thread-safe.
 */
public final class NtlmSession implements AutoCloseable {
    public static final int SIGNATURE_LENGTH = 16;
    private static final int CHECKSUM_LENGTH = 8;
    private static final String TO_SERVER = "client-to-server";
    private static final String TO_CLIENT = "server-to-client";

    private final Direction outgoing;
    private final Direction incoming;
    private final boolean keyExchange;

    /** Creates the session of one side. */
    static NtlmSession of(byte[] exportedSessionKey, int flags, boolean client) {
        Direction toServer = new Direction(exportedSessionKey, TO_SERVER);
        Direction toClient = new Direction(exportedSessionKey, TO_CLIENT);
        boolean keyExchange = (flags & NtlmFlags.KEY_EXCHANGE) != 0;
        return client
                ? new NtlmSession(toServer, toClient, keyExchange)
                : new NtlmSession(toClient, toServer, keyExchange);
    }

    private NtlmSession(Direction outgoing, Direction incoming, boolean keyExchange) {
        this.outgoing = outgoing;
        this.incoming = incoming;
        this.keyExchange = keyExchange;
    }

    private static final class Direction {
        private final byte[] signingKey;
        private final byte[] sealingKey;
        private Cipher cipher;
        private int sequence;

        Direction(byte[] sessionKey, String way) {
            this.signingKey = key(sessionKey, way, "signing");
            this.sealingKey = key(sessionKey, way, "sealing");
            this.cipher = NtlmCryptography.rc4(sealingKey);
        }

        private static byte[] key(byte[] sessionKey, String way, String use) {
            String magic = "session key to " + way + " " + use + " key magic constant\0";
            return NtlmCryptography.md5(sessionKey, magic.getBytes(StandardCharsets.US_ASCII));
        }
    }

    EncryptedPart encrypt(byte[] plain, int offset, int length) {
        byte[] message =
                offset == 0 && length == plain.length ? plain : Arrays.copyOfRange(plain, offset, offset + length);
        byte[] cipherText = crypt(outgoing.cipher, message, 0, length);
        return new EncryptedPart(signature(outgoing, message), cipherText);
    }

    byte[] decrypt(byte[] token) throws EncryptionBrokenException {
        if (token.length < SIGNATURE_LENGTH) {
            throw new EncryptionBrokenException(
                    "NTLM: an encrypted message of " + token.length + " bytes has no room for its signature");
        }
        byte[] plain = crypt(incoming.cipher, token, SIGNATURE_LENGTH, token.length - SIGNATURE_LENGTH);
        check(Arrays.copyOf(token, SIGNATURE_LENGTH), plain);
        return plain;
    }

    byte[] sign(byte[] message) {
        return signature(outgoing, message);
    }

    void verify(byte[] message, byte[] signature) throws EncryptionBrokenException {
        check(signature, message);
    }

    /** Restarts the outgoing key stream after the mechListMIC (MS-SPNG 3.3.5.1). The sequence numbers continue. */
    void restartOutgoing() {
        outgoing.cipher = NtlmCryptography.rc4(outgoing.sealingKey);
    }

    void restartIncoming() {
        incoming.cipher = NtlmCryptography.rc4(incoming.sealingKey);
    }

    private void check(byte[] given, byte[] message) throws EncryptionBrokenException {
        int expectedNumber = incoming.sequence;
        if (!MessageDigest.isEqual(signature(incoming, message), given)) {
            throw new EncryptionBrokenException(
                    "NTLM: message " + expectedNumber
                            + " of this connection does not verify: it was changed, repeated, left out, or encrypted with another key");
        }
    }

    private byte[] signature(Direction direction, byte[] message) {
        byte[] number = littleEndian(direction.sequence++);
        byte[] checksum =
                Arrays.copyOf(NtlmCryptography.hmacMd5(direction.signingKey, number, message), CHECKSUM_LENGTH);
        byte[] encrypted = keyExchange ? crypt(direction.cipher, checksum, 0, CHECKSUM_LENGTH) : checksum;
        return ByteBuffer.allocate(SIGNATURE_LENGTH)
                .put(littleEndian(1))
                .put(encrypted)
                .put(number)
                .array();
    }

    private static byte[] littleEndian(int number) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array();
    }

    private static byte[] crypt(Cipher cipher, byte[] bytes, int offset, int length) {
        byte[] crypted = cipher.update(bytes, offset, length);
        return crypted == null ? new byte[0] : crypted;
    }

    @Override
    public void close() {
        for (Direction direction : new Direction[] {outgoing, incoming}) {
            Arrays.fill(direction.signingKey, (byte) 0);
            Arrays.fill(direction.sealingKey, (byte) 0);
            direction.cipher = NtlmCryptography.rc4(direction.sealingKey);
        }
    }
}
