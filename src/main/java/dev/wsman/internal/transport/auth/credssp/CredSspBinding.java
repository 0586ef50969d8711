package dev.wsman.internal.transport.auth.credssp;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.Der;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Arrays;

/**
 * The hashes that bind the inner authentication to the key of the TLS session around it (MS-CSSP 3.1.5, versions 5 and
 * 6).
 */
final class CredSspBinding {
    private static final String TO_SERVER = "CredSSP Client-To-Server Binding Hash\0";
    private static final String TO_CLIENT = "CredSSP Server-To-Client Binding Hash\0";

    private CredSspBinding() {}

    static byte[] toServer(byte[] nonce, PublicKey key) throws AuthenticationFailedException {
        return hash(TO_SERVER, nonce, key);
    }

    static byte[] toClient(byte[] nonce, PublicKey key) throws AuthenticationFailedException {
        return hash(TO_CLIENT, nonce, key);
    }

    private static byte[] hash(String magic, byte[] nonce, PublicKey key) throws AuthenticationFailedException {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(magic.getBytes(StandardCharsets.US_ASCII));
            sha256.update(nonce);
            return sha256.digest(subjectPublicKey(key));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java runtime has no SHA-256", missing);
        }
    }

    /** Returns the subjectPublicKey of the SubjectPublicKeyInfo, without the count of unused bits before it. */
    private static byte[] subjectPublicKey(PublicKey key) throws AuthenticationFailedException {
        Der info = Der.read(key.getEncoded()).enter(Der.SEQUENCE);
        info.skip();
        byte[] bits = info.contents(Der.BIT_STRING);
        return Arrays.copyOfRange(bits, 1, bits.length);
    }
}
