package dev.wsman.internal.transport.auth.basic;

import dev.wsman.internal.transport.auth.Secret;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Makes the value of the {@code Authorization} header for Basic, in bytes that can be wiped. */
public final class BasicHeader {
    private static final byte[] SCHEME = "Basic ".getBytes(StandardCharsets.US_ASCII);

    private BasicHeader() {}

    public static byte[] of(String user, char[] password) {
        CharBuffer joined = CharBuffer.allocate(user.length() + 1 + password.length);
        joined.put(user).put(':').put(password).flip();
        byte[] plain = Secret.encode(StandardCharsets.UTF_8, joined);
        byte[] encoded = Base64.getEncoder().encode(plain);
        byte[] header = Arrays.copyOf(SCHEME, SCHEME.length + encoded.length);
        System.arraycopy(encoded, 0, header, SCHEME.length, encoded.length);
        Arrays.fill(joined.array(), '\0');
        Arrays.fill(plain, (byte) 0);
        Arrays.fill(encoded, (byte) 0);
        return header;
    }
}
