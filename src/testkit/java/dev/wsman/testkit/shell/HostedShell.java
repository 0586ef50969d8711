package dev.wsman.testkit.shell;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;

/** An open shell. Thread-safe. */
public final class HostedShell {
    private final String id = newId();
    private final ShellHost host;
    private final ShellSettings settings;
    private final Charset charset;
    private final Duration idleTimeout;
    private final Clock clock;
    private final ExecutorService workers;
    private final Instant created;
    private final Map<String, HostedCommand> commands = new LinkedHashMap<>();
    private Instant lastRequest;
    private int requests;
    private int started;
    private boolean closed;

    HostedShell(ShellHost host, ShellSettings settings, Clock clock, ExecutorService workers) {
        this.host = host;
        this.settings = settings;
        this.charset = CodePage.charset(settings.codePage().orElse(host.codePage()))
                .orElseThrow(ShellFault.UNSUPPORTED_CODE_PAGE::exception);
        this.idleTimeout = host.idleTimeout(settings.idleTimeout());
        this.clock = clock;
        this.workers = workers;
        this.created = clock.instant();
        this.lastRequest = created;
    }

    /** Upper-case, without a prefix, as all recordings of Windows have it. */
    private static String newId() {
        return UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
    }

    /** The ShellId. */
    public String id() {
        return id;
    }

    /** What the client has chosen. */
    public ShellSettings settings() {
        return settings;
    }

    /** After which time without requests the shell is deleted. */
    public Duration idleTimeout() {
        return idleTimeout;
    }

    /** The time since the shell was created. */
    public Duration runTime() {
        return Duration.between(created, clock.instant());
    }

    /** The time since the last request of the client; zero while one is in progress. */
    public synchronized Duration inactivity() {
        return requests > 0 ? Duration.ZERO : Duration.between(lastRequest, clock.instant());
    }

    boolean expired() {
        return inactivity().compareTo(idleTimeout) > 0;
    }

    synchronized void enter() {
        requests++;
    }

    synchronized void leave() {
        requests--;
        lastRequest = clock.instant();
    }

    /** The number of commands that run. */
    public synchronized int runningCommands() {
        return (int) commands.values().stream().filter(HostedCommand::isRunning).count();
    }

    /** The commands that this shell has started; the counter of operations falls only with the shell. */
    synchronized int started() {
        return started;
    }

    /**
     * Starts a command and returns it.
     *
     * @param line the command and its arguments, joined by spaces
     * @param chosenId the identifier that the client chose
     * @param skipCmd whether the client asked not to use cmd.exe
     * @param consoleInput whether the client did not ask for a pipe as input
     */
    synchronized HostedCommand start(String line, Optional<String> chosenId, boolean skipCmd, boolean consoleInput) {
        if (closed) {
            throw ShellFault.UNKNOWN_SHELL.exception();
        }
        if (commands.size() >= host.maxProcesses()) {
            throw ShellFault.MAX_PROCESSES.exception();
        }
        String commandId = chosenId.orElseGet(HostedShell::newId);
        if (commands.containsKey(commandId)) {
            throw ShellFault.COMMAND_EXISTS.exception();
        }
        CmdState state = new CmdState(environment(), directory(), charset);
        if (skipCmd && host.has(ShellQuirk.SKIPS_CMD_SHELL) && !line.strip().matches("\"?[^\\s\"]*[/\\\\].*")) {
            throw ShellFault.FILE_NOT_FOUND.exception();
        }
        boolean endless = consoleInput && host.has(ShellQuirk.CONSOLE_STDIN);
        HostedCommand command = new HostedCommand(commandId, line, host, state, endless);
        command.start(workers);
        commands.put(commandId, command);
        started++;
        return command;
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        if (host.runsPrograms()) {
            environment.putAll(System.getenv());
        }
        environment.put("PROMPT", "$P$G");
        if (settings.profile()) {
            environment.put("USERPROFILE", System.getProperty("user.home"));
            environment.put("TEMP", System.getProperty("java.io.tmpdir"));
        } else {
            // psrp/test_winrs_noprofile
            environment.put("USERPROFILE", "C:\\Users\\Default");
            environment.put("TEMP", "C:\\Windows\\TEMP");
        }
        environment.putAll(settings.environment());
        return environment;
    }

    private String directory() {
        String usual = host.runsPrograms() ? System.getProperty("user.home") : "";
        String directory = settings.workingDirectory().orElse(usual);
        if (host.runsPrograms() && !Files.isDirectory(Path.of(directory))) {
            throw ShellFault.DIRECTORY_NOT_FOUND.exception();
        }
        return directory;
    }

    /** Returns a command that was not terminated. */
    public synchronized HostedCommand command(String commandId) {
        HostedCommand command = commands.get(commandId);
        if (command == null) {
            throw ShellFault.UNKNOWN_COMMAND.exception();
        }
        return command;
    }

    /** Kills a command and forgets it. */
    public void terminate(String commandId) {
        HostedCommand command = command(commandId);
        synchronized (this) {
            commands.remove(commandId);
        }
        command.terminate();
    }

    /** Kills all commands. Receives that wait for them fail. */
    void close() {
        Map<String, HostedCommand> all;
        synchronized (this) {
            closed = true;
            all = Map.copyOf(commands);
            commands.clear();
        }
        all.values().forEach(HostedCommand::abort);
    }
}
