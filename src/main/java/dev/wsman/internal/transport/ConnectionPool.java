package dev.wsman.internal.transport;

import dev.wsman.internal.fault.ExchangeException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one session, up to a maximum number. The connection that became idle last is leased first. All
 * connections go to one address with one set of credentials, so that a connection is never used with other credentials.
 * Thread-safe.
 *
 * <p>If all are leased, threads wait in the order in which they came. What becomes free is granted to the first of them
 * at once, and only that thread is woken. If a thread that comes later could take it before the first has woken up,
 * sixteen busy threads would keep the connections among themselves, and the others would wait until their deadline.
 */
final class ConnectionPool {
    private final Connector connector;
    private final int maximum;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<HttpConnection> idle = new ArrayDeque<>();
    /** Empty if a connection is idle or may be made. */
    private final ArrayDeque<ConnectionWaiter> waiting = new ArrayDeque<>();

    private final Set<HttpConnection> open = new HashSet<>();
    private final Set<PendingConnect> connecting = ConcurrentHashMap.newKeySet();
    private int reserved;
    private volatile boolean closed;

    ConnectionPool(Connector connector, int maximum) {
        this.connector = connector;
        this.maximum = maximum;
    }

    boolean isClosed() {
        return closed;
    }

    /**
     * Leases an idle connection, or a new one. Waits for a connection to come back if all are leased.
     *
     * @param careful whether every idle connection is checked before it is leased; if false, only one that was idle for
     *     more than a moment
     * @param meter measures the wait
     */
    HttpConnection lease(Deadline deadline, boolean careful, AttemptMeter meter) {
        while (true) {
            HttpConnection connection = take(deadline, meter);
            if (connection == null) {
                return connect(deadline);
            }
            if (connection.isFit(careful)) {
                return connection;
            }
            discard(connection);
        }
    }

    /** Leases a new connection and discards the idle ones: for a request whose connection turned out to be dead. */
    HttpConnection leaseFresh(Deadline deadline, AttemptMeter meter) {
        HttpConnection connection;
        while ((connection = take(deadline, meter)) != null) {
            discard(connection);
        }
        return connect(deadline);
    }

    /** Returns an idle connection; or null after reserving a place for a new one, which the caller must make. */
    private @Nullable HttpConnection take(Deadline deadline, AttemptMeter meter) {
        lock.lock();
        try {
            if (closed) {
                throw ExchangeException.closed();
            }
            HttpConnection connection = idle.pollFirst();
            if (connection != null) {
                return connection;
            }
            if (hasPlace()) {
                reserved++;
                return null;
            }
            return await(deadline, meter);
        } finally {
            lock.unlock();
        }
    }

    private boolean hasPlace() {
        return open.size() + reserved < maximum;
    }

    /** Waits as {@link #take} describes, with the lock held. */
    private @Nullable HttpConnection await(Deadline deadline, AttemptMeter meter) {
        ConnectionWaiter waiter = new ConnectionWaiter(lock.newCondition());
        waiting.addLast(waiter);
        long start = System.nanoTime();
        try {
            return granted(waiter, deadline);
        } catch (InterruptedException e) {
            if (waiter.isGranted()) {
                passOn(waiter.connection());
            }
            Thread.currentThread().interrupt();
            throw ExchangeException.interrupted(e);
        } finally {
            waiting.remove(waiter);
            meter.waited(System.nanoTime() - start);
        }
    }

    private @Nullable HttpConnection granted(ConnectionWaiter waiter, Deadline deadline) throws InterruptedException {
        while (!waiter.isGranted()) {
            if (closed) {
                throw ExchangeException.closed();
            }
            if (deadline.expired()) {
                throw ExchangeException.poolUsedUp(maximum, deadline.limit());
            }
            waiter.await(deadline.nanosLeft());
        }
        return waiter.connection();
    }

    /** Gives what was granted to an interrupted thread to the next one. */
    private void passOn(@Nullable HttpConnection connection) {
        if (connection == null) {
            reserved--;
            grantPlace();
        } else if (!closed) {
            grant(connection);
        }
    }

    private void grant(HttpConnection connection) {
        ConnectionWaiter first = waiting.pollFirst();
        if (first == null) {
            idle.addFirst(connection);
        } else {
            first.grant(connection);
        }
    }

    private void grantPlace() {
        if (!waiting.isEmpty() && hasPlace()) {
            reserved++;
            waiting.removeFirst().grant(null);
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
            // thrown by wiped credentials, and by the JDK if its security policy forbids an algorithm
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
            grantPlace();
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
                grant(connection);
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
            grantPlace();
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
        List<HttpConnection> unused;
        List<HttpConnection> leased;
        lock.lock();
        try {
            closed = true;
            unused = List.copyOf(idle);
            open.removeAll(idle);
            leased = List.copyOf(open);
            open.clear();
            idle.clear();
            waiting.forEach(ConnectionWaiter::wake);
        } finally {
            lock.unlock();
        }
        unused.forEach(HttpConnection::close);
        leased.forEach(HttpConnection::interrupt);
        connecting.forEach(PendingConnect::end);
    }
}
