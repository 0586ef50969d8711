package dev.wsman.testkit.auth;

/** The server's side of one handshake and the keys that it leaves behind, for one connection. Not thread-safe. */
public interface Acceptor {
    /**
     * Takes the client's token.
     *
     * @return the answer, empty where there is none
     * @throws RefusedException where the client does not get in
     */
    byte[] accept(byte[] token) throws RefusedException;

    boolean established();

    /** Who the client is, once established. */
    String user();

    /** The {@code protocol} of sealed bodies, such as {@code application/HTTP-SPNEGO-session-encrypted}. */
    String protocol();

    /** The most octets that one {@link #wrap} takes. */
    default int mostPlainText() {
        return Integer.MAX_VALUE;
    }

    /** Seals a message. */
    WrappedMessage wrap(byte[] plain) throws RefusedException;

    /** Opens a message: signature and cipher text as they stood together. */
    byte[] unwrap(byte[] token) throws RefusedException;

    /**
     * A sealed message.
     *
     * @param signature what the length field counts
     * @param data what follows
     */
    record WrappedMessage(byte[] signature, byte[] data) {}
}
