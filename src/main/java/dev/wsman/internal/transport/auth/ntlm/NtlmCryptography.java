package dev.wsman.internal.transport.auth.ntlm;

import dev.wsman.internal.transport.auth.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The functions of MS-NLMP section 6, with the JDK's MD5, HMAC-MD5 and RC4. An instance is for one handshake and keeps
 * its HMAC-MD5, since looking it up takes longer than computing one. Not thread-safe.
 */
final class NtlmCryptography implements AutoCloseable {
    private static final String HMAC_MD5 = "HmacMD5";
    private static final String RC4 = "ARCFOUR";
    /** Overwrites keys. */
    static final byte[] NO_KEY = new byte[16];

    /**
     * The provider of RC4, once a cipher of it has been used. A look-up among all providers takes 7 µs, and each login
     * needs three ciphers; with the provider it takes less than one.
     */
    private static volatile @Nullable Provider rc4Provider;

    private final Mac mac = mac();

    /** Computes NTOWFv2 (MS-NLMP 3.3.2): the key of a password and its user's name. */
    byte[] ntowfv2(Secret password, String user, String domain) {
        byte[] unicode = password.encode(StandardCharsets.UTF_16LE);
        byte[] hash = Md4.hash(unicode);
        Arrays.fill(unicode, (byte) 0);
        byte[] key = hmacMd5(hash, (capitals(user) + domain).getBytes(StandardCharsets.UTF_16LE));
        Arrays.fill(hash, (byte) 0);
        return key;
    }

    /** Converts a name to capitals as Windows does, character by character: a capital is never two characters. */
    static String capitals(String name) {
        StringBuilder capitals = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            capitals.append(Character.toUpperCase(name.charAt(i)));
        }
        return capitals.toString();
    }

    byte[] hmacMd5(byte[] key, byte[]... parts) {
        setKey(mac, key);
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }

    /** Overwrites the key that was used last. */
    @Override
    public void close() {
        setKey(mac, NO_KEY);
    }

    /** Returns an HMAC-MD5 without a key. */
    static Mac mac() {
        try {
            return Mac.getInstance(HMAC_MD5);
        } catch (GeneralSecurityException refused) {
            throw unavailable("HMAC-MD5", refused);
        }
    }

    /** Sets the key of an HMAC-MD5, in place of the one it has. */
    static void setKey(Mac mac, byte[] key) {
        try {
            mac.init(new SecretKeySpec(key, HMAC_MD5));
        } catch (GeneralSecurityException refused) {
            throw unavailable("HMAC-MD5", refused);
        }
    }

    static byte[] md5(byte[]... parts) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            for (byte[] part : parts) {
                md5.update(part);
            }
            return md5.digest();
        } catch (GeneralSecurityException refused) {
            throw unavailable("MD5", refused);
        }
    }

    /** Returns an RC4 key stream at its beginning. */
    static Cipher rc4(byte[] key) {
        try {
            Provider known = rc4Provider;
            Cipher cipher = known == null ? Cipher.getInstance(RC4) : Cipher.getInstance(RC4, known);
            restart(cipher, key);
            if (known == null) {
                rc4Provider = cipher.getProvider();
            }
            return cipher;
        } catch (GeneralSecurityException refused) {
            throw unavailable("RC4", refused);
        }
    }

    /** Starts the key stream of this key, in place of the one that the cipher has. */
    static void restart(Cipher rc4, byte[] key) {
        try {
            rc4.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, RC4));
        } catch (GeneralSecurityException refused) {
            throw unavailable("RC4", refused);
        }
    }

    private static IllegalStateException unavailable(String algorithm, GeneralSecurityException cause) {
        return new IllegalStateException(
                "NTLM needs " + algorithm + ", which this Java runtime's security policy does not offer", cause);
    }
}
