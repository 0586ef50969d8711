package dev.wsman.shell;

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
import java.util.concurrent.locks.ReentrantLock;
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

    private final Set<RunningCommand> commands = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    /** What was closed: the shell or the session; null while it is open. */
    private final AtomicReference<@Nullable String> closedObject = new AtomicReference<>();

    private volatile CreatedShell current;

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
     * more, and after a pause if a quota that passes is reached. The timeout of the session limits all this together.
     */
    RunningCommand start(String commandLine, OutputSink output) {
        QuotaBackoff backoff = new QuotaBackoff(client.timeout());
        boolean replaced = false;
        while (true) {
            CreatedShell shell = current;
            requireOpen(shell);
            try {
                String id = client.command(shell.id(), commandLine, backoff.left());
                return started(new RunningCommand(client, shell.id(), id, output, commands::remove));
            } catch (WsmanException e) {
                boolean gone = Rejections.isShellGone(e);
                if (gone && replaced) {
                    throw e;
                }
                if (!gone) {
                    afterQuota(shell, backoff.pauseAfter(e), backoff);
                } else {
                    replaced = true;
                    replace(shell, backoff.left());
                }
            }
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
     * Waits after a rejection by a quota. Windows counts the operations of a shell until the shell is deleted, even
     * those of commands that have ended: a shell without running commands is replaced.
     */
    private void afterQuota(CreatedShell shell, Duration pause, QuotaBackoff backoff) {
        boolean idle = commands.isEmpty();
        if (idle) {
            deleteReplaced(shell, backoff.left());
        }
        awaitUnlessClosed(shell, pause);
        if (idle) {
            replace(shell, backoff.left());
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

    private void replace(CreatedShell gone, Duration limit) {
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

    /** Deletes the shell, which ends its commands, and waits a moment for their threads. Does not fail. */
    void close() {
        if (markClosed("the shell")) {
            InterruptShield.run(() -> delete(current.id()));
            stopReceiving();
        }
    }

    private void stopReceiving() {
        long end = System.nanoTime() + RunningCommand.CLOSE_GRACE;
        InterruptShield.run(
                () -> List.copyOf(commands).forEach(command -> command.stopReceiving(end - System.nanoTime())));
    }

    private void delete(String id) {
        try {
            Duration timeout = client.timeout();
            client.delete(id, timeout.compareTo(DELETE_LIMIT) < 0 ? timeout : DELETE_LIMIT);
        } catch (WsmanException e) {
            LOG.log(Level.DEBUG, "a remote shell could not be deleted; the server deletes it when it has been idle", e);
        }
    }

    /**
     * Deletes the shell because the session is closed or the owner was not. Does not wait for the threads that receive:
     * the server ends their Receives, or the session their connections.
     */
    void release(Duration limit) {
        if (markClosed(ShellClient.SESSION)) {
            client.deleteQuietly(current.id(), limit);
        }
    }
}
