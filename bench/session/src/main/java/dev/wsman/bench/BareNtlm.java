package dev.wsman.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** NTLM version 2 with a MIC and encryption (MS-NLMP), and nothing that it does not need. One connection. */
final class BareNtlm {
    private static final byte[] SIGNATURE = "NTLMSSP\0".getBytes(US_ASCII);
    private static final int FLAGS = 0xe2888235;
    private static final byte[] VERSION = {10, 0, 0x63, 0x45, 0, 0, 0, 15};
    private static final byte[] NEGOTIATE = BareEncryption.littleEndian(40)
            .put(SIGNATURE)
            .putInt(1)
            .putInt(FLAGS)
            .position(32)
            .put(VERSION)
            .array();
    /** The MD4 of {@link SecureContract#PASSWORD}: JCE has no MD4. */
    private static final byte[] PASSWORD_HASH = HexFormat.of().parseHex("32dd88ba05015976331dd499de64e9d9");

    private static final SecureRandom RANDOM = new SecureRandom();

    private byte[] signingKey;
    private byte[] verifyingKey;
    private Cipher outgoing;
    private Cipher incoming;

    byte[] negotiate() {
        return NEGOTIATE;
    }

    /** Computes the response to a challenge, and the keys. */
    byte[] authenticate(byte[] challenge) throws GeneralSecurityException {
        ByteBuffer in = ByteBuffer.wrap(challenge).order(ByteOrder.LITTLE_ENDIAN);
        int infoStart = in.getInt(44);
        byte[] info = Arrays.copyOfRange(challenge, infoStart, infoStart + in.getShort(40));
        byte[] user = SecureContract.USER.toUpperCase(Locale.ROOT).getBytes(UTF_16LE);
        byte[] responseKey = hmac(PASSWORD_HASH, user);
        byte[] blob = blob(info);
        byte[] proof = hmac(responseKey, Arrays.copyOfRange(challenge, 24, 32), blob);
        byte[] sessionKey = random(16);
        byte[] sentKey = rc4(hmac(responseKey, proof)).update(sessionKey);
        byte[] message = message(proof, blob, sentKey);
        System.arraycopy(hmac(sessionKey, NEGOTIATE, challenge, message), 0, message, 72, 16);
        signingKey = key(sessionKey, "client-to-server signing");
        verifyingKey = key(sessionKey, "server-to-client signing");
        outgoing = rc4(key(sessionKey, "client-to-server sealing"));
        incoming = rc4(key(sessionKey, "server-to-client sealing"));
        return message;
    }

    /** Returns the target information with the flag for a MIC, after the time and the client's challenge. */
    private static byte[] blob(byte[] info) {
        byte[] time = new byte[8];
        for (int at = 0; at < info.length - 4; at += 4 + info[at + 2]) {
            if (info[at] == 7) {
                System.arraycopy(info, at + 4, time, 0, 8);
            }
        }
        return BareEncryption.littleEndian(28 + info.length + 8 + 4)
                .putLong(0x0101)
                .put(time)
                .put(random(8))
                .putInt(0)
                .put(info, 0, info.length - 4)
                .putShort((short) 6)
                .putShort((short) 4)
                .putInt(2)
                .array();
    }

    private static byte[] message(byte[] proof, byte[] blob, byte[] sentKey) {
        byte[] user = SecureContract.USER.getBytes(UTF_16LE);
        int[] lengths = {24, proof.length + blob.length, 0, user.length, 0, sentKey.length};
        ByteBuffer out = BareEncryption.littleEndian(88 + 24 + lengths[1] + user.length + sentKey.length);
        out.put(SIGNATURE).putInt(3);
        int offset = 88;
        for (int length : lengths) {
            out.putShort((short) length).putShort((short) length).putInt(offset);
            offset += length;
        }
        out.putInt(FLAGS).put(VERSION).position(88 + 24);
        return out.put(proof).put(blob).put(user).put(sentKey).array();
    }

    /** Encrypts the first message. */
    byte[] encrypt(byte[] plain, BareEncryption frame) throws GeneralSecurityException {
        byte[] cipherText = outgoing.update(plain);
        byte[] checksum = Arrays.copyOf(hmac(signingKey, new byte[4], plain), 8);
        byte[] signature = BareEncryption.littleEndian(16)
                .putInt(1)
                .put(outgoing.update(checksum))
                .putInt(0)
                .array();
        return frame.frame(plain.length, signature, cipherText);
    }

    /** Decrypts and verifies the first reply. */
    byte[] decrypt(byte[] token) throws GeneralSecurityException {
        byte[] plain = incoming.update(token, 16, token.length - 16);
        byte[] checksum = Arrays.copyOf(hmac(verifyingKey, new byte[4], plain), 8);
        if (!MessageDigest.isEqual(incoming.update(checksum), Arrays.copyOfRange(token, 4, 12))) {
            throw new GeneralSecurityException("the reply does not verify");
        }
        return plain;
    }

    private static byte[] key(byte[] sessionKey, String use) throws GeneralSecurityException {
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        md5.update(sessionKey);
        return md5.digest(("session key to " + use + " key magic constant\0").getBytes(US_ASCII));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static Cipher rc4(byte[] key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("ARCFOUR");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "ARCFOUR"));
        return cipher;
    }

    private static byte[] hmac(byte[] key, byte[]... parts) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacMD5");
        mac.init(new SecretKeySpec(key, "HmacMD5"));
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }
}
