package dev.wsman.internal.transport.auth.digest;

import dev.wsman.internal.transport.auth.Secret;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The Digest sessions of one user with one server or proxy. Each exchange takes a session for itself and gives it back
 * when the reply has come. A strict server refuses a count that arrives after a higher one, which could happen if two
 * requests used one nonce at the same time. Thread-safe.
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
     * Takes the free session that was used last, or a new one without a challenge.
     *
     * @param integrity whether responses cover the request's body if the server offers that ({@code auth-int}); the
     *     same for all exchanges
     */
    public synchronized DigestSession take(boolean integrity) {
        DigestSession rested = idle.pollFirst();
        return rested == null ? new DigestSession(user, password, integrity) : rested;
    }

    /** Takes a session back for the next exchange. */
    public synchronized void giveBack(DigestSession digest) {
        if (digest.ready()) {
            idle.addFirst(digest);
        }
    }

    /** The password that the responses prove. */
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
        return "DigestSessionPool[" + user + ", password redacted]";
    }
}
