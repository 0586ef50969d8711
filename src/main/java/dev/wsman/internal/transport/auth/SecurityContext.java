package dev.wsman.internal.transport.auth;

import dev.wsman.internal.transport.encryption.MessageEncryption;

/**
 * One handshake and the keys it leaves behind, bound to one connection. Not thread-safe; the connection that carries it is used by
 * one exchange at a time.
 */
public interface SecurityContext extends MessageEncryption, AutoCloseable {
    /** The word before the token in {@code Authorization} and {@code WWW-Authenticate}: Negotiate, Kerberos, NTLM, CredSSP. */
    String scheme();

    /**
     * Takes the server's token and answers the next one.
     *
     * @param serverToken the decoded token68 of the server's header; empty at first, and where the server sent none
     * @return the token to send; empty when there is none to send
     * @throws AuthenticationFailedException when the token is malformed, the server refused, or it could not prove what it must prove
     */
    byte[] step(byte[] serverToken) throws AuthenticationFailedException;

    /**
     * Whether nothing more is expected from the server. A 2xx answer to a context that is not established is passed to
     * {@link #finish} first.
     */
    boolean established();

    /**
     * Takes the token that came with the server's final, successful answer and establishes the context.
     *
     * @param serverToken the token of the 2xx answer; empty where it bore none
     * @throws AuthenticationFailedException when the server did not prove its identity although the mechanism wants it
     */
    default void finish(byte[] serverToken) throws AuthenticationFailedException {
        if (serverToken.length > 0) {
            step(serverToken);
        }
        if (!established()) {
            throw new AuthenticationFailedException(scheme()
                    + ": the server answered with success before the handshake was complete; it cannot be trusted");
        }
    }

    /** Whether {@link #wrap} and {@link #unwrap} can be used once the context is established. */
    boolean canSeal();

    /** What to name in a log line: scheme, mechanism and target, no secret. */
    @Override
    String toString();

    /** Wipes the keys; the context is of no use afterwards. */
    @Override
    void close();
}
