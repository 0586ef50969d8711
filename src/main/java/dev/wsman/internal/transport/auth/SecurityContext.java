package dev.wsman.internal.transport.auth;

import dev.wsman.internal.transport.encryption.MessageEncryption;

/**
 * One handshake and the keys that it establishes, bound to one connection. Not thread-safe: one exchange at a time
 * uses the connection.
 */
public interface SecurityContext extends MessageEncryption, AutoCloseable {
    /**
     * The scheme before the token in {@code Authorization} and {@code WWW-Authenticate}: Negotiate, Kerberos, NTLM or
     * CredSSP.
     */
    String scheme();

    /**
     * Takes the server's token and returns the next one to send.
     *
     * @param serverToken the decoded token68 of the server's header; empty at first, and if the server sent none
     * @return the token to send; empty if there is none
     * @throws AuthenticationFailedException if the token is malformed, the server refused, or the server did not prove
     *     what it must prove
     */
    byte[] step(byte[] serverToken) throws AuthenticationFailedException;

    /**
     * Whether nothing more is expected from the server. The token of a 2xx response is passed to {@link #finish}
     * first.
     */
    boolean established();

    /**
     * Takes the token of the server's final, successful response and establishes the context.
     *
     * @param serverToken the token of the 2xx response; empty if it has none
     * @throws AuthenticationFailedException if the server did not prove its identity although the mechanism requires
     *     it
     */
    default void finish(byte[] serverToken) throws AuthenticationFailedException {
        if (serverToken.length > 0) {
            step(serverToken);
        }
        if (!established()) {
            throw new AuthenticationFailedException(
                    scheme() + ": the server reported success before the handshake was complete; it cannot be trusted");
        }
    }

    /** Whether {@link #wrap} and {@link #unwrap} can be used once the context is established. */
    boolean canEncrypt();

    /** The scheme and the mechanism, for messages; no secret. */
    @Override
    String toString();

    /** Wipes the keys; the context cannot be used afterwards. */
    @Override
    void close();
}
