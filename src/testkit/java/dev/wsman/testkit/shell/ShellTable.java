package dev.wsman.testkit.shell;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

/** The open shells of a running service. Deletes those that are idle for too long when it is asked. Thread-safe. */
public final class ShellTable {
    private final ShellHost host;
    private final Clock clock;
    private final ExecutorService workers;
    private final Map<String, HostedShell> shells = new LinkedHashMap<>();
    private boolean closed;

    /** Creates a table without shells. */
    public ShellTable(ShellHost host, Clock clock, ExecutorService workers) {
        this.host = host;
        this.clock = clock;
        this.workers = workers;
    }

    /** The host that runs the commands. */
    public ShellHost host() {
        return host;
    }

    /** Opens a shell. */
    public HostedShell create(ShellSettings settings) {
        reap();
        synchronized (this) {
            if (closed) {
                throw ShellFault.ABORTED.exception();
            }
            long open = shells.values().stream()
                    .filter(shell -> shell.settings().user().equals(settings.user()))
                    .count();
            if (open >= host.maxShells()) {
                throw ShellFault.MAX_SHELLS.exception();
            }
            HostedShell shell = new HostedShell(host, settings, clock, workers);
            shells.put(shell.id(), shell);
            return shell;
        }
    }

    /** The open shells in the order of their creation. */
    public List<HostedShell> all() {
        reap();
        synchronized (this) {
            return List.copyOf(shells.values());
        }
    }

    /** Returns an open shell. */
    public HostedShell find(String id) {
        reap();
        synchronized (this) {
            return Optional.ofNullable(shells.get(id)).orElseThrow(ShellFault.UNKNOWN_SHELL::exception);
        }
    }

    /** Performs an operation of a shell, during which it is not idle. */
    public <T> T with(String id, Function<HostedShell, T> operation) {
        HostedShell shell = find(id);
        shell.enter();
        try {
            return operation.apply(shell);
        } finally {
            shell.leave();
        }
    }

    /**
     * Starts a command in a shell: {@link HostedShell}.
     *
     * @param shell the shell
     * @param line the command and its arguments, joined by spaces
     * @param chosenId the identifier that the client chose
     * @param skipCmd whether the client asked not to use cmd.exe
     * @param consoleInput whether the client did not ask for a pipe as input
     */
    public HostedCommand start(
            HostedShell shell, String line, Optional<String> chosenId, boolean skipCmd, boolean consoleInput) {
        synchronized (this) {
            int operations = shells.values().stream()
                    .filter(each ->
                            each.settings().user().equals(shell.settings().user()))
                    .mapToInt(HostedShell::started)
                    .sum();
            if (operations >= host.maxOperations()) {
                throw ShellFault.MAX_OPERATIONS.exception();
            }
            return shell.start(line, chosenId, skipCmd, consoleInput);
        }
    }

    /** Deletes a shell and kills its commands. */
    public void delete(String id) {
        HostedShell shell = find(id);
        synchronized (this) {
            shells.remove(id);
        }
        shell.close();
    }

    /** Deletes all shells. */
    public void clear() {
        List<HostedShell> all;
        synchronized (this) {
            all = List.copyOf(shells.values());
            shells.clear();
        }
        all.forEach(HostedShell::close);
    }

    /** Deletes all shells, and rejects Create from now on. */
    public void close() {
        synchronized (this) {
            closed = true;
        }
        clear();
    }

    private void reap() {
        List<HostedShell> expired;
        synchronized (this) {
            expired = shells.values().stream().filter(HostedShell::expired).toList();
            expired.forEach(shell -> shells.remove(shell.id()));
        }
        expired.forEach(HostedShell::close);
    }
}
