package dev.wsman.internal.transport.encryption;

import java.io.IOException;

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
     * Verifies and decrypts one message.
     *
     * @param token signature and cipher text, as they follow the length field
     * @param signatureLength the value of the length field, in bytes
     * @throws EncryptionBrokenException if the message does not verify
     */
    byte[] unwrap(byte[] token, int signatureLength) throws EncryptionBrokenException;
}
