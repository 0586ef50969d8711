package dev.wsman.internal.transport;

import dev.wsman.internal.fault.ExchangeException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one session, up to a maximum; the one that was used last is leased first. All of them go to one
 * address with one set of credentials, so that a connection can never be leased to other credentials. Thread-safe.
 */
final class ConnectionPool {
    private final Connector connector;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition returned = lock.newCondition();
    private final ArrayDeque<HttpConnection> idle = new ArrayDeque<>();
    private final Set<HttpConnection> open = new HashSet<>();
    private final Set<PendingConnect> connecting = ConcurrentHashMap.newKeySet();
    private int reserved;
    private volatile boolean closed;

    ConnectionPool(Connector connector, int most) {
        this.connector = connector;
        this.most = most;
    }

    boolean isClosed() {
        return closed;
    }

    /**
     * Leases an idle connection, or a new one. Waits for a connection to come back if all are leased.
     *
     * @param careful whether a connection that was idle only for a moment is checked too
     */
    HttpConnection lease(Deadline deadline, boolean careful) {
        while (true) {
            HttpConnection rested = take(deadline);
            if (rested == null) {
                return connect(deadline);
            }
            if (rested.isFit(careful)) {
                return rested;
            }
            discard(rested);
        }
    }

    /** Leases a new connection and discards the idle ones: for a request whose connection turned out to be dead. */
    HttpConnection leaseFresh(Deadline deadline) {
        HttpConnection rested;
        while ((rested = take(deadline)) != null) {
            discard(rested);
        }
        return connect(deadline);
    }

    /** Returns an idle connection; null if a new one may be made, for which a place has been reserved. */
    private @Nullable HttpConnection take(Deadline deadline) {
        lock.lock();
        try {
            while (true) {
                if (closed) {
                    throw ExchangeException.closed();
                }
                HttpConnection rested = idle.pollFirst();
                if (rested != null) {
                    return rested;
                }
                if (open.size() + reserved < most) {
                    reserved++;
                    return null;
                }
                await(deadline);
            }
        } finally {
            lock.unlock();
        }
    }

    private void await(Deadline deadline) {
        try {
            if (!returned.await(Math.max(deadline.nanosLeft(), 0), TimeUnit.NANOSECONDS) && deadline.expired()) {
                throw ExchangeException.poolUsedUp(most, deadline.limit());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ExchangeException.interrupted(e);
        }
    }

    private HttpConnection connect(Deadline deadline) {
        @Nullable HttpConnection made = null;
        PendingConnect pending = new PendingConnect();
        connecting.add(pending);
        try {
            made = closed ? null : connector.connect(deadline, pending);
        } catch (ExchangeException e) {
            throw closed ? ExchangeException.closed() : e;
        } catch (IllegalStateException e) {
            // a proxy's credentials were wiped, or the runtime's policy forbids an algorithm
            throw closed
                    ? ExchangeException.closed()
                    : ExchangeException.authentication(String.valueOf(e.getMessage()), 0, e);
        } finally {
            connecting.remove(pending);
            settle(made);
        }
        if (made == null) {
            throw ExchangeException.closed();
        }
        return made;
    }

    private void settle(@Nullable HttpConnection made) {
        lock.lock();
        try {
            reserved--;
            if (made != null) {
                open.add(made);
            }
            returned.signal();
        } finally {
            lock.unlock();
        }
        if (made != null && closed) {
            discard(made);
            throw ExchangeException.closed();
        }
    }

    /** Takes a connection back for the next exchange. */
    void giveBack(HttpConnection connection) {
        if (connection.hasLeftovers()) {
            discard(connection);
            return;
        }
        connection.rest();
        lock.lock();
        try {
            if (!closed) {
                idle.addFirst(connection);
                returned.signal();
                return;
            }
        } finally {
            lock.unlock();
        }
        discard(connection);
    }

    /** Closes a connection that must not be used again. */
    void discard(HttpConnection connection) {
        connection.close();
        lock.lock();
        try {
            open.remove(connection);
            returned.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The number of open connections. */
    int size() {
        lock.lock();
        try {
            return open.size();
        } finally {
            lock.unlock();
        }
    }

    /** Closes all connections. A thread that waits on one of them gets a failure. */
    void close() {
        List<HttpConnection> resting;
        List<HttpConnection> lent;
        lock.lock();
        try {
            closed = true;
            resting = List.copyOf(idle);
            open.removeAll(idle);
            lent = List.copyOf(open);
            open.clear();
            idle.clear();
            returned.signalAll();
        } finally {
            lock.unlock();
        }
        resting.forEach(HttpConnection::close);
        lent.forEach(HttpConnection::interrupt);
        connecting.forEach(PendingConnect::end);
    }
}
