package dev.wsman.internal.transport.auth;

import org.jspecify.annotations.Nullable;

/**
 * A step of authentication that reads input from the peer. Whatever it throws is reported as {@link
 * AuthenticationFailedException}: classes of the JDK (TLS, JGSS, SASL, buffers, numbers) throw unchecked exceptions
 * for unexpected input.
 *
 * @param <T> what the step returns
 */
@FunctionalInterface
public interface AuthenticationStep<T extends @Nullable Object> {
    /** Takes the step. */
    T run() throws AuthenticationFailedException;

    /**
     * Runs a step.
     *
     * @param what names the step in the message, such as {@code "Negotiate: processing the server's token"}
     * @throws AuthenticationFailedException if the step throws anything; an unchecked exception is the cause
     */
    static <T extends @Nullable Object> T guard(String what, AuthenticationStep<T> step)
            throws AuthenticationFailedException {
        try {
            return step.run();
        } catch (IllegalStateException unusable) {
            // the credentials were wiped, or the runtime's policy forbids an algorithm: the message says which
            String message = unusable.getMessage();
            throw message == null ? unexpected(what, unusable) : new AuthenticationFailedException(message, unusable);
        } catch (RuntimeException | StackOverflowError malformed) {
            throw unexpected(what, malformed);
        }
    }

    private static AuthenticationFailedException unexpected(String what, Throwable malformed) {
        return new AuthenticationFailedException(
                what + " failed (" + malformed.getClass().getSimpleName()
                        + "); the data from the other side is probably malformed",
                malformed);
    }
}
