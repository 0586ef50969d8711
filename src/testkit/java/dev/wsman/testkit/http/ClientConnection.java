package dev.wsman.testkit.http;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A connection of a client, and the state that a {@link RequestAuthenticator} keeps for it between requests. */
public final class ClientConnection {
    private final int number;
    private final Map<Class<?>, Object> state = new ConcurrentHashMap<>();
    private int requests;
    private long lastUse;

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

    /** Counts a request that begins. The registry holds its lock. */
    void begin() {
        requests++;
    }

    /** Counts a request that ends. The registry holds its lock. */
    void end(long nanos) {
        requests--;
        lastUse = nanos;
    }

    /** Whether it has had no request for longer than a time. The registry holds its lock. */
    boolean isIdle(long nanos, long limit) {
        return requests == 0 && nanos - lastUse > limit;
    }
}
