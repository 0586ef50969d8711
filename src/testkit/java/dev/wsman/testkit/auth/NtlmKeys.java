package dev.wsman.testkit.auth;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.engines.RC4Engine;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Signs and encrypts messages of NTLM with extended session security (MS-NLMP 3.4), on the server's side. Not
 * thread-safe.
 */
final class NtlmKeys {
    static final int KEY_EXCHANGE = 0x40000000;
    static final int KEY_128 = 0x20000000;
    static final int KEY_56 = 0x80000000;
    private static final String TO_SERVER = "session key to client-to-server ";
    private static final String TO_CLIENT = "session key to server-to-client ";

    private final DirectionKeys out;
    private final DirectionKeys in;
    private final boolean exchange;

    NtlmKeys(byte[] sessionKey, int flags) {
        exchange = (flags & KEY_EXCHANGE) != 0;
        int strength = (flags & KEY_128) != 0 ? 16 : (flags & KEY_56) != 0 ? 7 : 5;
        out = new DirectionKeys(sessionKey, TO_CLIENT, strength);
        in = new DirectionKeys(sessionKey, TO_SERVER, strength);
    }

    /** The keys, key stream and sequence number of one direction. */
    private static final class DirectionKeys {
        private final byte[] signing;
        private final byte[] encryptionKey;
        private RC4Engine stream;
        private int sequence;

        DirectionKeys(byte[] sessionKey, String magic, int strength) {
            signing = md5(sessionKey, (magic + "signing key magic constant\0").getBytes(StandardCharsets.US_ASCII));
            encryptionKey = md5(
                    Arrays.copyOf(sessionKey, strength),
                    (magic + "sealing key magic constant\0").getBytes(StandardCharsets.US_ASCII));
            restart();
        }

        void restart() {
            stream = new RC4Engine();
            stream.init(true, new KeyParameter(encryptionKey));
        }

        byte[] cipher(byte[] bytes) {
            byte[] result = new byte[bytes.length];
            stream.processBytes(bytes, 0, bytes.length, result, 0);
            return result;
        }
    }

    byte[] encrypt(byte[] plain, byte[] cipherText) {
        byte[] encrypted = out.cipher(plain);
        System.arraycopy(encrypted, 0, cipherText, 0, encrypted.length);
        return signature(out, plain);
    }

    byte[] decrypt(byte[] token) throws RefusedException {
        if (token.length < 16) {
            throw new RefusedException("NTLM: an encrypted message without signature");
        }
        byte[] plain = in.cipher(Arrays.copyOfRange(token, 16, token.length));
        verify(signature(in, plain), Arrays.copyOf(token, 16));
        return plain;
    }

    /**
     * Signs the mechanism list of SPNEGO. Afterwards the key stream restarts (MS-SPNG 3.3.5.1), but the sequence
     * number continues.
     */
    byte[] sign(byte[] message) {
        byte[] signature = signature(out, message);
        out.restart();
        return signature;
    }

    void verifySigned(byte[] message, byte[] signature) throws RefusedException {
        verify(signature(in, message), signature);
        in.restart();
    }

    private byte[] signature(DirectionKeys direction, byte[] message) {
        byte[] sequence = littleEndian(direction.sequence++);
        byte[] checksum = Arrays.copyOf(hmac(direction.signing, sequence, message), 8);
        return ByteBuffer.allocate(16)
                .put(littleEndian(1))
                .put(exchange ? direction.cipher(checksum) : checksum)
                .put(sequence)
                .array();
    }

    private static void verify(byte[] expected, byte[] received) throws RefusedException {
        if (!MessageDigest.isEqual(expected, received)) {
            throw new RefusedException("NTLM: a signature is wrong");
        }
    }

    private static byte[] littleEndian(int number) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array();
    }

    static byte[] md5(byte[]... parts) {
        return digest(new MD5Digest(), parts);
    }

    static byte[] digest(Digest digest, byte[]... parts) {
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] result = new byte[digest.getDigestSize()];
        digest.doFinal(result, 0);
        return result;
    }

    static byte[] hmac(byte[] key, byte[]... parts) {
        HMac mac = new HMac(new MD5Digest());
        mac.init(new KeyParameter(key));
        for (byte[] part : parts) {
            mac.update(part, 0, part.length);
        }
        byte[] result = new byte[mac.getMacSize()];
        mac.doFinal(result, 0);
        return result;
    }
}
