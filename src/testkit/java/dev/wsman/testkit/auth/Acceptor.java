package dev.wsman.testkit.auth;

/**
 * The server's side of one handshake, and afterwards the keys that encrypt the messages of the connection. Not
 * thread-safe.
 */
public interface Acceptor {
    /**
     * Accepts a token of the client.
     *
     * @return the reply token; empty if there is none
     * @throws RefusedException if the client is rejected
     */
    byte[] accept(byte[] token) throws RefusedException;

    boolean established();

    /** The name of the client, once the context is established. */
    String user();

    /** The {@code protocol} of encrypted bodies, such as {@code application/HTTP-SPNEGO-session-encrypted}. */
    String protocol();

    /** The most bytes that one call of {@link #wrap} accepts. */
    default int mostPlainText() {
        return Integer.MAX_VALUE;
    }

    /** Encrypts a message. */
    WrappedMessage wrap(byte[] plain) throws RefusedException;

    /** Decrypts a message: the signature followed by the cipher text. */
    byte[] unwrap(byte[] token) throws RefusedException;

    /**
     * An encrypted message.
     *
     * @param signature the part that the length field counts
     * @param data the part after it
     */
    record WrappedMessage(byte[] signature, byte[] data) {}
}
