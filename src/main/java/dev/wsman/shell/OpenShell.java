package dev.wsman.shell;

import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanException;
import dev.wsman.internal.shell.CreatedShell;
import dev.wsman.internal.shell.NewShell;
import dev.wsman.internal.shell.ShellClient;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A shell on the server and its running commands. If the server has deleted it, for example because it was idle, the
 * next command gets a new one with the same parameters. Thread-safe.
 */
final class OpenShell {
    private static final Logger LOG = System.getLogger("dev.wsman");
    /** The longest wait for the reply to Delete. */
    private static final Duration DELETE_LIMIT = Duration.ofSeconds(5);

    private final ShellClient client;
    private final NewShell parameters;
    private final ReentrantLock replacing = new ReentrantLock();
    /** Held while input is sent: a shell takes one Send at a time. */
    private final ReentrantLock sending = new ReentrantLock();

    /**
     * Held for reading while a command is started, from Command until {@link #commands} has it, and for writing while a
     * shell without commands is deleted.
     */
    private final ReadWriteLock starting = new ReentrantReadWriteLock();

    private final Set<RunningCommand> commands = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    /** What was closed: the shell or the session; null while it is open. */
    private final AtomicReference<@Nullable String> closedObject = new AtomicReference<>();

    private volatile CreatedShell current;
    /** Whether closing has finished the exchange that deletes the shell. */
    private volatile boolean deleted;

    private OpenShell(ShellClient client, NewShell parameters, CreatedShell created) {
        this.client = client;
        this.parameters = parameters;
        this.current = created;
    }

    /** Creates a shell on the server. */
    static OpenShell create(ShellClient client, NewShell parameters) {
        QuotaBackoff backoff = new QuotaBackoff(client.timeout());
        while (true) {
            try {
                return new OpenShell(client, parameters, client.create(parameters, backoff.left()));
            } catch (WsmanException e) {
                client.pause(backoff.pauseAfter(e));
            }
        }
    }

    ShellClient client() {
        return client;
    }

    NewShell parameters() {
        return parameters;
    }

    CreatedShell current() {
        return current;
    }

    ReentrantLock sending() {
        return sending;
    }

    /**
     * Starts a command. A rejected one is sent again: once in a new shell if the server does not know the shell any
     * more, and after a pause if a quota that passes is reached, also by the new shell. The timeout of the session
     * limits all this together.
     */
    RunningCommand start(String commandLine, OutputSink output) {
        QuotaBackoff backoff = new QuotaBackoff(client.timeout());
        @Nullable CreatedShell gone = null;
        boolean repeated = false;
        while (true) {
            CreatedShell shell = current;
            requireOpen(shell);
            try {
                shell = shell == gone ? replace(shell, backoff.left()) : shell;
                return startIn(shell, commandLine, output, backoff);
            } catch (WsmanException e) {
                if (!Rejections.isShellGone(e)) {
                    Duration pause = backoff.pauseAfter(e);
                    gone = shell == gone || deleteIfIdle(shell, backoff.left()) ? shell : gone;
                    awaitUnlessClosed(shell, pause);
                } else if (repeated) {
                    throw e;
                } else {
                    repeated = true;
                    gone = shell;
                }
            }
        }
    }

    private RunningCommand startIn(CreatedShell shell, String commandLine, OutputSink output, QuotaBackoff backoff) {
        try {
            starting.readLock().lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw client.interrupted(shell.id(), e);
        }
        try {
            String id = client.command(shell.id(), commandLine, backoff.left());
            return started(new RunningCommand(client, shell.id(), id, output, commands::remove));
        } finally {
            starting.readLock().unlock();
        }
    }

    private RunningCommand started(RunningCommand command) {
        commands.add(command);
        String object = closedObject.get();
        if (object != null) {
            command.shellCloses(object);
        }
        return command;
    }

    /**
     * Deletes a shell whose quota is used up, unless it has commands or another thread is starting one. Windows counts
     * the operations of a shell until the shell is deleted, even those of commands that have ended.
     *
     * @return whether the shell is to be replaced
     */
    private boolean deleteIfIdle(CreatedShell shell, Duration limit) {
        if (!starting.writeLock().tryLock()) {
            return false;
        }
        try {
            boolean idle = commands.isEmpty();
            if (idle) {
                deleteReplaced(shell, limit);
            }
            return idle;
        } finally {
            starting.writeLock().unlock();
        }
    }

    private void deleteReplaced(CreatedShell shell, Duration limit) {
        try {
            client.delete(shell.id(), limit);
        } catch (WsmanException e) {
            LOG.log(Level.DEBUG, "a shell whose quota is used up could not be deleted", e);
        }
    }

    private void awaitUnlessClosed(CreatedShell shell, Duration pause) {
        try {
            closed.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw client.interrupted(shell.id(), e);
        }
        requireOpen(shell);
    }

    /** Returns the new shell, which another thread may have created. */
    private CreatedShell replace(CreatedShell gone, Duration limit) {
        try {
            replacing.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw client.interrupted(gone.id(), e);
        }
        try {
            requireOpen(gone);
            if (current == gone) {
                current = client.create(parameters, limit);
            }
        } finally {
            replacing.unlock();
        }
        if (closedObject.get() != null) {
            delete(current.id()); // close() may have deleted the one before
            requireOpen(gone);
        }
        return current;
    }

    /** Throws the failure for the use of a closed shell if it is closed. */
    void requireOpen() {
        requireOpen(current);
    }

    private void requireOpen(CreatedShell shell) {
        String object = closedObject.get();
        if (object != null) {
            throw client.closed(shell.id(), object);
        }
    }

    /** Marks the shell as closed, and its commands. Returns false if it was closed before. */
    private boolean markClosed(String object) {
        if (!closedObject.compareAndSet(null, object)) {
            return false;
        }
        closed.countDown();
        commands.forEach(command -> command.shellCloses(object));
        return true;
    }

    /**
     * Deletes the shell, which ends its commands, and waits a moment for their threads. Does not fail.
     *
     * @return false if it was closed before, or another thread closes it
     */
    boolean close() {
        boolean closes = markClosed("the shell");
        if (closes) {
            delete(current.id());
            deleted = true;
            stopReceiving();
        }
        return closes;
    }

    private void stopReceiving() {
        long end = System.nanoTime() + RunningCommand.CLOSE_GRACE;
        InterruptShield.run(
                () -> List.copyOf(commands).forEach(command -> command.stopReceiving(end - System.nanoTime())));
    }

    private void delete(String id) {
        Duration timeout = client.timeout();
        Duration limit = timeout.compareTo(DELETE_LIMIT) < 0 ? timeout : DELETE_LIMIT;
        try {
            InterruptShield.run(() -> delete(id, limit));
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "a remote shell could not be deleted; the server deletes it when it has been idle", e);
        }
    }

    private void delete(String id, Duration limit) {
        try {
            client.delete(id, limit);
        } catch (WsmanException e) {
            if (e.error().kind() != Kind.CLOSED) {
                throw e;
            }
            client.deleteQuietly(id, limit); // the session is closing
        }
    }

    /**
     * Deletes the shell because the session is closed or the owner was not. Does not wait for the threads that receive:
     * the server ends their Receives, or the session their connections. If another thread closes the shell at this
     * moment, the server may receive a second Delete, because the session may end before that thread sends its own.
     */
    void release(Duration limit) {
        if (markClosed(ShellClient.SESSION) || !deleted) {
            client.deleteQuietly(current.id(), limit);
        }
    }
}
