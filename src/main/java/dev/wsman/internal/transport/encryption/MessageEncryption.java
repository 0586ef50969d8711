package dev.wsman.internal.transport.encryption;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Encrypts and decrypts the messages of one connection with the keys that its handshake left behind. Not thread-safe.
 */
public interface MessageEncryption {
    /**
     * The {@code protocol} parameter of {@code multipart/encrypted}, such as {@code
     * application/HTTP-SPNEGO-session-encrypted}.
     */
    String encryptionProtocol();

    /** The most bytes of plain text that one {@link #wrap} takes; a longer message goes out in several parts. */
    default int maximumPlainText() {
        return Integer.MAX_VALUE;
    }

    /**
     * Encrypts one message. Each call uses up a sequence number, so that every encrypted message must be sent, in the
     * order of the calls.
     */
    EncryptedPart wrap(byte[] plain, int offset, int length) throws IOException;

    /**
     * Verifies and decrypts one message, in place if the mechanism can.
     *
     * @param token signature and cipher text, as they follow the length field, in an array. The whole array may be
     *     changed, and is part of the result until that has been read
     * @param signatureLength the value of the length field, in bytes
     * @throws EncryptionBrokenException if the message does not verify
     */
    ByteBuffer unwrap(ByteBuffer token, int signatureLength) throws EncryptionBrokenException;
}
