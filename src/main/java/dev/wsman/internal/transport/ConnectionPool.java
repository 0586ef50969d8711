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
 * The connections of one session: at most so many at once, the latest used first. All of them go to one address and
 * carry one identity, so that none can ever be lent to another's credentials.
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
     * A connection that rested, or a new one; waits for one to come back where all are lent.
     *
     * @param careful whether a connection that rested only for a moment is looked at too
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

    /** A new connection, whatever rests: for a request whose connection turned out to be dead. */
    HttpConnection leaseFresh(Deadline deadline) {
        HttpConnection rested;
        while ((rested = take(deadline)) != null) {
            discard(rested);
        }
        return connect(deadline);
    }

    /** An idle connection, or null when a new one may be made, for which a place is then reserved. */
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
            // a proxy's credentials that were wiped, or an algorithm that the runtime's policy forbids
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

    /** Closes a connection that nobody may use again. */
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

    /** How many are open now. */
    int size() {
        lock.lock();
        try {
            return open.size();
        } finally {
            lock.unlock();
        }
    }

    /** Closes all; what a thread waits for on one of them ends with a failure. */
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
