package dev.wsman.internal.transport.auth.ntlm;

import dev.wsman.internal.transport.encryption.EncryptedPart;
import dev.wsman.internal.transport.encryption.EncryptionBrokenException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;

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

    /** The algorithms are looked up once: a look-up takes longer than a short message. */
    private static final class Direction {
        private final byte[] sealingKey;
        private final Mac signing = NtlmCryptography.mac();
        private final Cipher sealing;
        private int sequence;

        Direction(byte[] sessionKey, String way) {
            this.sealingKey = key(sessionKey, way, "sealing");
            this.sealing = NtlmCryptography.rc4(sealingKey);
            byte[] signingKey = key(sessionKey, way, "signing");
            NtlmCryptography.setKey(signing, signingKey);
            Arrays.fill(signingKey, (byte) 0);
        }

        private static byte[] key(byte[] sessionKey, String way, String use) {
            String magic = "session key to " + way + " " + use + " key magic constant\0";
            return NtlmCryptography.md5(sessionKey, magic.getBytes(StandardCharsets.US_ASCII));
        }

        byte[] crypt(byte[] bytes, int offset, int length) {
            byte[] crypted = sealing.update(bytes, offset, length);
            return crypted == null ? new byte[0] : crypted;
        }

        /** Encrypts or decrypts the bytes between position and limit, in an array. */
        void cryptInPlace(ByteBuffer bytes) {
            int start = bytes.arrayOffset() + bytes.position();
            try {
                sealing.update(bytes.array(), start, bytes.remaining(), bytes.array(), start);
            } catch (ShortBufferException e) {
                throw new IllegalStateException(e); // a stream cipher's output is as long as its input
            }
        }

        void restart() {
            NtlmCryptography.restart(sealing, sealingKey);
        }

        void wipe() {
            Arrays.fill(sealingKey, (byte) 0);
            NtlmCryptography.restart(sealing, NtlmCryptography.NO_KEY);
            NtlmCryptography.setKey(signing, NtlmCryptography.NO_KEY);
        }
    }

    EncryptedPart encrypt(byte[] plain, int offset, int length) {
        byte[] cipherText = outgoing.crypt(plain, offset, length);
        return new EncryptedPart(signature(outgoing, plain, offset, length), cipherText);
    }

    /** Decrypts a message in place: the result is the rest of its array after the signature. */
    ByteBuffer decrypt(ByteBuffer token) throws EncryptionBrokenException {
        if (token.remaining() < SIGNATURE_LENGTH) {
            throw new EncryptionBrokenException(
                    "NTLM: an encrypted message of " + token.remaining() + " bytes has no room for its signature");
        }
        byte[] signature = new byte[SIGNATURE_LENGTH];
        ByteBuffer plain = token.duplicate().get(signature);
        incoming.cryptInPlace(plain);
        check(signature, plain.array(), plain.arrayOffset() + plain.position(), plain.remaining());
        return plain;
    }

    byte[] sign(byte[] message) {
        return signature(outgoing, message, 0, message.length);
    }

    void verify(byte[] message, byte[] signature) throws EncryptionBrokenException {
        check(signature, message, 0, message.length);
    }

    /** Restarts the outgoing key stream after the mechListMIC (MS-SPNG 3.3.5.1). The sequence numbers continue. */
    void restartOutgoing() {
        outgoing.restart();
    }

    void restartIncoming() {
        incoming.restart();
    }

    private void check(byte[] given, byte[] message, int offset, int length) throws EncryptionBrokenException {
        int expectedNumber = incoming.sequence;
        if (!MessageDigest.isEqual(signature(incoming, message, offset, length), given)) {
            throw new EncryptionBrokenException(
                    "NTLM: message " + expectedNumber
                            + " of this connection does not verify: it was changed, repeated, left out, or encrypted with another key");
        }
    }

    private byte[] signature(Direction direction, byte[] message, int offset, int length) {
        byte[] number = littleEndian(direction.sequence++);
        direction.signing.update(number);
        direction.signing.update(message, offset, length);
        byte[] checksum = Arrays.copyOf(direction.signing.doFinal(), CHECKSUM_LENGTH);
        byte[] encrypted = keyExchange ? direction.crypt(checksum, 0, CHECKSUM_LENGTH) : checksum;
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

    /** Overwrites the keys, those in the key streams and checksums included. */
    @Override
    public void close() {
        outgoing.wipe();
        incoming.wipe();
    }
}
