package dev.wsman.internal.transport.auth;

import org.jspecify.annotations.Nullable;

/**
 * Makes the security context of each new connection from one set of credentials, which it keeps until it is closed. Thread-safe.
 */
public interface SecurityContextFactory extends AutoCloseable {
    /** The scheme it speaks: a server must offer it in {@code WWW-Authenticate}. */
    String scheme();

    /**
     * Begins a handshake with the target; blocks where a ticket has to be fetched.
     *
     * @throws AuthenticationFailedException when the credentials cannot be used, before anything was sent to the target
     */
    SecurityContext create(AuthenticationTarget target) throws AuthenticationFailedException;

    /** Whether {@link #create} may ask others than the target, and wait for them as long as it pleases the JDK. */
    default boolean fetchesTickets() {
        return false;
    }

    /** Whether the target is given the password itself. */
    default boolean handsOverPassword() {
        return false;
    }

    /**
     * The same credentials under another scheme; null where they cannot be. It is of no use after this one has been closed.
     *
     * @param scheme as a server or a proxy offers it
     */
    default @Nullable SecurityContextFactory under(String scheme) {
        return null;
    }

    /** The password of the credentials; null if they have none, as those of a key table. */
    default @Nullable Secret password() {
        return null;
    }

    /** Wipes the credentials. Contexts made before go on until they are closed themselves. */
    @Override
    void close();
}
