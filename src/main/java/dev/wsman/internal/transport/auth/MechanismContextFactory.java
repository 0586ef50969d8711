package dev.wsman.internal.transport.auth;

/**
 * Makes contexts of one GSS-API mechanism from one set of credentials: with the tokens as they are in the header, or,
 * through {@link #mechanism}, the mechanism alone for SPNEGO to carry. Thread-safe.
 */
public interface MechanismContextFactory extends SecurityContextFactory {
    /**
     * Begins the mechanism's handshake with the target. Blocks if a ticket must be fetched.
     *
     * @throws AuthenticationFailedException if the credentials cannot be used; nothing has been sent to the target then
     */
    GssMechanism mechanism(AuthenticationTarget target) throws AuthenticationFailedException;
}
