package dev.wsman.testkit.shell;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The remote shells of a service: what runs their commands, and the quotas. A service without one rejects shells as
 * Windows does with {@code AllowRemoteShellAccess=false}.
 *
 * <pre>{@code
 * ShellHost shells = ShellHost.handlers()
 *         .command("hostname", call -> {
 *             call.print("web1\r\n");
 *             return 0;
 *         });
 * WsmanService service = WsmanService.builder().shell(shells).build().start();
 * }</pre>
 *
 * <p>{@link #localProcesses} runs programs of this machine, {@link #handlers} only Java code, and {@link #scripted}
 * checks that the expected commands are sent:
 *
 * <pre>{@code
 * ShellHost shells = ShellHost.scripted();
 * shells.expect("sc query Spooler").prints("STATE : 4 RUNNING\r\n");
 * ...
 * shells.verify();
 * }</pre>
 *
 * <p>The line of a command is read as by {@code cmd.exe /C}: the outer quotation marks of a line are removed, variables
 * are expanded, and carets, quotation marks, {@code &}, {@code &&}, {@code ||}, {@code |}, parentheses and redirections
 * have their meaning. A program receives its arguments as a C program of Windows reads them, whatever shell this
 * machine has. The commands {@code echo}, {@code cd}, {@code set}, {@code exit}, {@code ver}, {@code type}, {@code
 * dir}, {@code rem} and {@code cmd /C} are built in. Not modelled: batch files, {@code if}, {@code for}, {@code
 * call}, delayed expansion, modifiers of variables such as {@code %PATH:~0,3%}, {@code %ERRORLEVEL%}, an interactive
 * cmd.exe, file names with wildcards, and processes that outlive the program that started them.
 *
 * <p>Programs of this machine are expected to write UTF-8, which is converted to the code page of the shell. Input is
 * passed on unchanged. Input that a program of a line was given but has not read when it ends is lost for the next
 * program of the line. The code page and the idle time-out apply to shells that are created later, other settings at
 * once. Thread-safe.
 */
public final class ShellHost {
    private final Map<String, CommandHandler> handlers = new ConcurrentHashMap<>();
    private final Set<ShellQuirk> quirks = EnumSet.noneOf(ShellQuirk.class);
    private final boolean programs;
    private final CommandScript script;
    private int maxShells = 30;
    private int maxOperations = 1500;
    private int maxProcesses = 25;
    private int chunkSize = Integer.MAX_VALUE;
    private int codePage = 437;
    private Duration gathering = Duration.ofMillis(100);
    private Duration idleTimeout = Duration.ofHours(2);
    private Duration minIdleTimeout = Duration.ofMinutes(1);
    private Duration maxIdleTimeout = Duration.ofMillis(Integer.MAX_VALUE);

    private ShellHost(boolean programs, CommandScript script) {
        this.programs = programs;
        this.script = script;
    }

    /**
     * Returns a host that runs programs of this machine, found by {@code PATH}. They have the environment of this
     * process and the variables of the shell. A handler replaces the program of its name.
     */
    public static ShellHost localProcesses() {
        return new ShellHost(true, null);
    }

    /** Returns a host that only runs handlers and built-in commands. Any other command is unknown. */
    public static ShellHost handlers() {
        return new ShellHost(false, null);
    }

    /**
     * Returns a host that only accepts the commands of {@link #expect}, in their order. Any other is rejected with a
     * fault, and {@link #verify} fails.
     */
    public static ShellHost scripted() {
        return new ShellHost(false, new CommandScript());
    }

    /**
     * Runs a handler for a command.
     *
     * @param name the first word of the command; letter case and {@code .exe} at its end make no difference
     */
    public ShellHost command(String name, CommandHandler handler) {
        handlers.put(key(name), handler);
        return this;
    }

    /** Runs a handler for powershell.exe. {@link CommandCall#script} has the script that the client sent. */
    public ShellHost powerShell(CommandHandler handler) {
        return command("powershell", handler);
    }

    /**
     * Expects a command after those that are already expected.
     *
     * @param line the line as the client sends it: the command and its arguments, joined by spaces
     * @throws IllegalStateException if this host is not {@link #scripted}
     */
    public ExpectedCommand expect(String line) {
        return script().expect(line, false);
    }

    /**
     * Expects powershell.exe with a script that contains this text; clients may add statements of their own.
     *
     * @throws IllegalStateException if this host is not {@link #scripted}
     */
    public ExpectedCommand expectPowerShell(String text) {
        return script().expect(text, true);
    }

    /**
     * Checks that all expected commands were sent, and no other.
     *
     * @throws AssertionError if not; its message names the expected and the actual command
     * @throws IllegalStateException if this host is not {@link #scripted}
     */
    public void verify() {
        script().verify();
    }

    private CommandScript script() {
        if (script == null) {
            throw new IllegalStateException("this host has no script; create it with ShellHost.scripted()");
        }
        return script;
    }

    /** Adds a quirk. */
    public synchronized ShellHost with(ShellQuirk quirk) {
        quirks.add(quirk);
        return this;
    }

    /** Sets the most open shells of a user, MaxShellsPerUser; 30 by default, as on Windows. */
    public synchronized ShellHost maxShellsPerUser(int count) {
        maxShells = count;
        return this;
    }

    /**
     * Sets the most operations of a user, MaxConcurrentOperationsPerUser; 1,500 by default, as on Windows, and 15 on
     * Server 2008 R2. Each command counts until its shell is deleted, even if it was terminated (MS-WSMV, note 118).
     */
    public synchronized ShellHost maxOperationsPerUser(int count) {
        maxOperations = count;
        return this;
    }

    /**
     * Sets the most commands of a shell that are not terminated, MaxProcessesPerShell; 25 by default, as on Windows.
     */
    public synchronized ShellHost maxProcessesPerShell(int count) {
        maxProcesses = count;
        return this;
    }

    /**
     * Sets the most bytes of a Stream element, for tests of characters that are split. By default an element has what
     * the command wrote at once, up to 32 KiB.
     */
    public synchronized ShellHost chunkSize(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("bytes must be positive: " + bytes);
        }
        chunkSize = bytes;
        return this;
    }

    /**
     * Sets how long a Receive that has output waits for more, or for the end; 100 ms by default, so that all output
     * of a short command comes in one reply, as in the recordings.
     */
    public synchronized ShellHost gathering(Duration time) {
        gathering = time;
        return this;
    }

    /** Sets the code page of shells whose client chooses none; 437 by default, as on an English Windows. */
    public synchronized ShellHost codePage(int number) {
        CodePage.charset(number)
                .orElseThrow(() -> new IllegalArgumentException("number is not a known code page: " + number));
        codePage = number;
        return this;
    }

    /**
     * Sets after which time a shell without requests is deleted, by the clock of the service, unless the client chooses
     * another; two hours by default.
     */
    public synchronized ShellHost idleTimeout(Duration time) {
        idleTimeout = time;
        return this;
    }

    /**
     * Sets the bounds of the idle time-out that a client may choose; one minute and 2,147,483.647 seconds by default.
     */
    public synchronized ShellHost idleTimeoutBounds(Duration least, Duration most) {
        minIdleTimeout = least;
        maxIdleTimeout = most;
        return this;
    }

    /** Whether shells have a quirk. */
    public synchronized boolean has(ShellQuirk quirk) {
        return quirks.contains(quirk);
    }

    boolean runsPrograms() {
        return programs;
    }

    Optional<CommandScript> commandScript() {
        return Optional.ofNullable(script);
    }

    Optional<CommandHandler> handler(String name) {
        return Optional.ofNullable(handlers.get(key(name)));
    }

    private static String key(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String base = lower.substring(Math.max(lower.lastIndexOf('\\'), lower.lastIndexOf('/')) + 1);
        return base.endsWith(".exe") ? base.substring(0, base.length() - 4) : base;
    }

    synchronized int maxShells() {
        return maxShells;
    }

    synchronized int maxOperations() {
        return maxOperations;
    }

    synchronized int maxProcesses() {
        return maxProcesses;
    }

    synchronized int codePage() {
        return codePage;
    }

    synchronized CommandOutput output() {
        return new CommandOutput(chunkSize, gathering);
    }

    synchronized Duration idleTimeout(Optional<Duration> requested) {
        requested.ifPresent(time -> {
            if (time.compareTo(minIdleTimeout) < 0 || time.compareTo(maxIdleTimeout) > 0) {
                throw ShellFault.IDLE_TIMEOUT_OUT_OF_BOUNDS.exception();
            }
        });
        return requested.orElse(idleTimeout);
    }

    /** The longest idle time-out. */
    public synchronized Duration maxIdleTimeout() {
        return maxIdleTimeout;
    }
}
