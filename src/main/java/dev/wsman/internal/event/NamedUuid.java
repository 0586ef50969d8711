package dev.wsman.internal.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.UUID;

/** UUIDs of version 5 (RFC 9562 clause 5.5), which depend only on a text. */
public final class NamedUuid {
    private static final UUID NAMESPACE = UUID.fromString("3c7bb0d8-9f4a-4f0e-8a55-6d1f1f2b7f10");
    private static final long VERSION_MASK = 0xffff_ffff_ffff_0fffL;
    private static final long VERSION_5 = 0x5000L;
    private static final long VARIANT_MASK = 0x3fff_ffff_ffff_ffffL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private NamedUuid() {}

    /** Returns the UUID of a text, in capitals as Windows writes it. */
    public static String of(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-1");
            sha.update(ByteBuffer.allocate(16)
                    .putLong(NAMESPACE.getMostSignificantBits())
                    .putLong(NAMESPACE.getLeastSignificantBits())
                    .array());
            ByteBuffer hash = ByteBuffer.wrap(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
            UUID uuid = new UUID(hash.getLong() & VERSION_MASK | VERSION_5, hash.getLong() & VARIANT_MASK | VARIANT);
            return uuid.toString().toUpperCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
