package dev.wsman.internal.transport.auth;

import org.jspecify.annotations.Nullable;

/**
 * Creates the security context of each new connection from one set of credentials, which it keeps until it is closed.
 * Thread-safe.
 */
public interface SecurityContextFactory extends AutoCloseable {
    /** The scheme, which a server must offer in {@code WWW-Authenticate}. */
    String scheme();

    /**
     * Creates the context of a handshake with the target. Blocks if a ticket must be fetched.
     *
     * @throws AuthenticationFailedException if the credentials cannot be used; nothing has been sent to the target
     *     then
     */
    SecurityContext create(AuthenticationTarget target) throws AuthenticationFailedException;

    /**
     * Whether {@link #create} may contact machines other than the target, for as long as the JDK's configuration says.
     */
    default boolean fetchesTickets() {
        return false;
    }

    /** Whether the target is given the password itself. */
    default boolean handsOverPassword() {
        return false;
    }

    /**
     * Returns the same credentials under another scheme; null if they cannot be used with it. The result cannot be
     * used after this factory is closed.
     *
     * @param scheme as a server or a proxy offers it
     */
    default @Nullable SecurityContextFactory under(String scheme) {
        return null;
    }

    /** The password of the credentials; null if they have none, for example those of a key table. */
    default @Nullable Secret password() {
        return null;
    }

    /** Wipes the credentials. Contexts that exist stay usable until they are closed. */
    @Override
    void close();
}
