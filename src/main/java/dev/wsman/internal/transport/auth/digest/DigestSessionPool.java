package dev.wsman.internal.transport.auth.digest;

import dev.wsman.internal.transport.auth.Secret;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One user's answers by HTTP Digest to one server or proxy. Each exchange takes a nonce for itself and gives it back when it is
 * answered: a server that is strict refuses a count that comes after a higher one, as it would where two requests under one nonce
 * are on their way at once. Thread-safe.
 */
public final class DigestSessionPool implements AutoCloseable {
    private final String user;
    private final Secret password;
    private final Deque<DigestSession> idle = new ArrayDeque<>();

    /** Copies the password. */
    public DigestSessionPool(String user, char[] password) {
        this.user = user;
        this.password = new Secret(password);
    }

    /**
     * The nonce that was used last among those that are free; one without a challenge if there is none.
     *
     * @param integrity whether answers cover the request's body if the server offers that ({@code auth-int}); the
     *     same for all exchanges
     */
    public synchronized DigestSession take(boolean integrity) {
        DigestSession rested = idle.pollFirst();
        return rested == null ? new DigestSession(user, password, integrity) : rested;
    }

    /** Takes a nonce back for the next exchange. */
    public synchronized void giveBack(DigestSession digest) {
        if (digest.ready()) {
            idle.addFirst(digest);
        }
    }

    /** The password that is proved. */
    public Secret password() {
        return password;
    }

    /** Wipes the password. */
    @Override
    public void close() {
        password.close();
    }

    @Override
    public String toString() {
        return "Digests[" + user + ", password redacted]";
    }
}
