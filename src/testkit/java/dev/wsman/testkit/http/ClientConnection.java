package dev.wsman.testkit.http;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A client's connection, and what an {@link RequestAuthenticator} wants to remember of it between requests. */
public final class ClientConnection {
    private final int number;
    private final Map<Class<?>, Object> state = new ConcurrentHashMap<>();
    private volatile long lastUse;

    /** A connection of that number. */
    public ClientConnection(int number) {
        this.number = number;
    }

    /** Counts from 1, in the order in which connections brought their first request. */
    public int number() {
        return number;
    }

    /** What was kept of a type; empty where nothing was. */
    public <T> Optional<T> get(Class<T> type) {
        return Optional.ofNullable(type.cast(state.get(type)));
    }

    /** Keeps a value for the connection's life, in place of another one of its type. */
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
