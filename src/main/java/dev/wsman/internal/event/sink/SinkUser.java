package dev.wsman.internal.event.sink;

import dev.wsman.internal.transport.auth.Secret;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** A user of Basic (RFC 7617) or Digest (RFC 7616). Thread-safe. */
public final class SinkUser {
    private final String name;
    private final Secret password;

    /** Copies the password. */
    public SinkUser(String name, char[] password) {
        this.name = name;
        this.password = new Secret(password);
    }

    /** Returns the same user with a password of its own, which is wiped with the server. */
    public SinkUser copy() {
        char[] characters = password.copy();
        try {
            return new SinkUser(name, characters);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    Secret password() {
        return password;
    }

    String name() {
        return name;
    }

    /**
     * Compares {@code user:password} with this user, in UTF-8 or ISO 8859-1, in a time that does not depend on where
     * they differ.
     */
    boolean matches(byte[] userAndPassword) {
        boolean unicode = isEqual(userAndPassword, StandardCharsets.UTF_8);
        boolean latin = isEqual(userAndPassword, StandardCharsets.ISO_8859_1);
        return unicode | latin;
    }

    private boolean isEqual(byte[] userAndPassword, Charset charset) {
        byte[] secret = password.encode(charset);
        byte[] prefix = (name + ":").getBytes(charset);
        byte[] expected = Arrays.copyOf(prefix, prefix.length + secret.length);
        System.arraycopy(secret, 0, expected, prefix.length, secret.length);
        try {
            return MessageDigest.isEqual(expected, userAndPassword);
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(expected, (byte) 0);
        }
    }

    void close() {
        password.close();
    }

    @Override
    public String toString() {
        return "SinkUser[" + name + "]";
    }
}
