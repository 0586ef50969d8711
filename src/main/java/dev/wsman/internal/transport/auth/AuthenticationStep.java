package dev.wsman.internal.transport.auth;

import org.jspecify.annotations.Nullable;

/**
 * A step of authentication, which reads what the other side sent. Whatever it throws is reported as {@link
 * AuthenticationFailedException}: the classes of the JDK below it (TLS, JGSS, SASL, buffers, numbers) throw unchecked
 * exceptions for input that they did not expect.
 *
 * @param <T> what the step returns
 */
@FunctionalInterface
public interface AuthenticationStep<T extends @Nullable Object> {
    /** Does the step. */
    T run() throws AuthenticationFailedException;

    /**
     * Runs a step.
     *
     * @param what the step for the message, such as {@code "Negotiate: processing the server's token"}
     * @throws AuthenticationFailedException if the step throws anything; what it throws unchecked is the cause
     */
    static <T extends @Nullable Object> T guard(String what, AuthenticationStep<T> step)
            throws AuthenticationFailedException {
        try {
            return step.run();
        } catch (IllegalStateException unusable) {
            // credentials that were wiped, or an algorithm that the runtime's policy forbids: the message says which
            String message = unusable.getMessage();
            throw message == null ? unexpected(what, unusable) : new AuthenticationFailedException(message, unusable);
        } catch (RuntimeException | StackOverflowError malformed) {
            throw unexpected(what, malformed);
        }
    }

    private static AuthenticationFailedException unexpected(String what, Throwable malformed) {
        return new AuthenticationFailedException(
                what + " failed (" + malformed.getClass().getSimpleName()
                        + "); what the other side sent is probably malformed",
                malformed);
    }
}
