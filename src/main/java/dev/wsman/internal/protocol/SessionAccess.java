package dev.wsman.internal.protocol;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives the packages on top of the session its exchanges, which its public API does not show. The class of the session
 * installs the function, so that this package does not know that class.
 */
public final class SessionAccess {
    private static volatile @Nullable Function<Object, SessionExchanges> installed;

    private SessionAccess() {}

    /** Sets the function that returns the exchanges of a session. */
    public static void install(Function<Object, SessionExchanges> exchanges) {
        installed = exchanges;
    }

    /**
     * Returns the exchanges of a session.
     *
     * @param session a {@code Session}
     */
    public static SessionExchanges of(Object session) {
        return Objects.requireNonNull(installed, "no session has been created").apply(session);
    }
}
