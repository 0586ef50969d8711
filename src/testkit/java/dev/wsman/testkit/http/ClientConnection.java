package dev.wsman.testkit.http;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A connection of a client, and the state that a {@link RequestAuthenticator} keeps for it between requests. */
public final class ClientConnection {
    private final int number;
    private final Map<Class<?>, Object> state = new ConcurrentHashMap<>();
    private volatile long lastUse;

    /** Creates a connection with a number. */
    public ClientConnection(int number) {
        this.number = number;
    }

    /** Its number, from 1, in the order of the first request of each connection. */
    public int number() {
        return number;
    }

    /** Returns the value that is stored under a type, or empty. */
    public <T> Optional<T> get(Class<T> type) {
        return Optional.ofNullable(type.cast(state.get(type)));
    }

    /** Stores a value for the life of the connection, and replaces the previous value of its type. */
    public <T> void put(Class<T> type, T value) {
        state.put(type, value);
    }

    public void remove(Class<?> type) {
        state.remove(type);
    }

    long lastUse() {
        return lastUse;
    }

    void usedAt(long nanos) {
        lastUse = nanos;
    }
}
