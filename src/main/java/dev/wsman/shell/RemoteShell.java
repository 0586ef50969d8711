package dev.wsman.shell;

import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.internal.shell.NewShell;
import dev.wsman.internal.shell.ShellClient;
import java.lang.ref.Reference;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A remote shell of Windows, in which commands run. It exists on the server until it is closed.
 *
 * <pre>{@code
 *  try (RemoteShell shell = RemoteShell.open(session)) {
 *      CommandResult result = shell.run("ipconfig", "/all").orThrow();
 *      System.out.println(result.stdout());
 *  }
 * }</pre>
 *
 * <p><b>Commands.</b> Any number of threads may run commands in one shell at the same time; Windows has a limit of 25
 * processes for each shell. Commands share nothing but the parameters of the shell: a {@code cd} or {@code set} lasts
 * as long as its command. A command takes three exchanges: Command, Receive and Signal; each further part of its output
 * takes another Receive.
 *
 * <p><b>Lost shells.</b> If the server has deleted the shell, because it was idle or the service was restarted, it
 * rejects the next command. The library then creates a shell with the same parameters and sends the command once more.
 * It never repeats a command that the server has accepted. If the server rejects a command or a shell because of a
 * quota of operations, the library tries again after 5, 10, 15 and 20 s, within the session's timeout.
 *
 * <p><b>Closing.</b> {@link #close()} deletes the shell on the server. So does closing the session, and, as a last
 * resort, the garbage collection of a shell that was not closed; a {@link RemoteCommand} and its streams keep their
 * shell from being collected. If the client crashes, the server deletes the shell after its idle timeout.
 *
 * <p><b>Secrets.</b> Command lines, scripts and input may contain passwords. The library writes none of them into
 * messages of exceptions, {@code toString} or log messages, except the wire log, which shows requests as they are
 * sent. (What a command prints may repeat them, and the message of a {@link CommandFailedException} begins
 * with its standard error: PowerShell shows the line of a script that failed.) The wire log masks environment
 * variables with the names of secrets, and command lines, input and output if the session was built with {@code
 * maskInLogs("Command", "Stream")}. On the server, an administrator may see command lines in the list of processes
 * and in the event log; {@link RemoteCommand#stdin()} is the better way for a password.
 *
 * <p>Thread-safe. Every method that sends something throws a {@link dev.wsman.WsmanException} if that fails.
 */
public final class RemoteShell implements AutoCloseable {
    private final OpenShell open;
    private final FileTransfers files;
    private final Charset charset;
    private final Runnable endWatch;

    private RemoteShell(OpenShell open, Charset charset) {
        this.open = open;
        this.files = new FileTransfers(this, open);
        this.charset = charset;
        this.endWatch = open.client().watch(this, open::release);
    }

    /**
     * Opens a shell with all defaults: short for {@code builder(session).open()}.
     *
     * @throws IllegalArgumentException if the session is null
     */
    public static RemoteShell open(Session session) {
        return builder(session).open();
    }

    /**
     * Returns a builder of a shell. Nothing is sent before {@link Builder#open}.
     *
     * @throws IllegalArgumentException if the session is null
     */
    public static Builder builder(Session session) {
        return new Builder(ShellArguments.present(session, "session"));
    }

    /**
     * Returns the shells on the server: those of all users for an administrator, also those of PowerShell and of other
     * clients (Enumerate of {@code http://schemas.microsoft.com/wbem/wsman/1/windows/shell}).
     *
     * @throws IllegalArgumentException if the session is null
     */
    public static List<ShellInfo> list(Session session) {
        ResourceLocator shells = ResourceLocator.of(ShellClient.SHELLS);
        return ShellArguments.present(session, "session").enumerate(shells).list().stream()
                .map(ShellInfo::of)
                .toList();
    }

    /**
     * Deletes a shell of any client, with the commands that run in it: for a shell that a client has left behind. It is
     * not a failure if the shell has gone meanwhile.
     *
     * @param shell an element of {@link #list}
     * @throws IllegalArgumentException if an argument is null
     */
    public static void delete(Session session, ShellInfo shell) {
        ShellClient client = ShellClient.of(ShellArguments.present(session, "session"));
        ShellInfo present = ShellArguments.present(shell, "shell");
        client.delete(present.resourceUri(), present.id());
    }

    /**
     * Deletes the shells for commands that a user has left behind, for example by clients that crashed: those without a
     * request for some time. A client that waits for the output of a command sends requests at least once within its
     * session's timeout, so that its shell is not idle for longer than that. A shell in use can be idle for longer in
     * two cases: it has no command, or its caller leaves more than 64 KiB of output unread. Shells of PowerShell are
     * not deleted.
     *
     * <p>If a shell cannot be deleted, the others still are; the first failure is then thrown, with the further ones
     * suppressed.
     *
     * @param owner the user, as {@link ShellInfo#owner} has it ({@code HOST\name}), in any case
     * @param inactivity the least time without a request; more than a minute
     * @return the shells that were deleted
     * @throws IllegalArgumentException if the session is null, the owner is blank, or the inactivity is a minute or
     *     less
     */
    public static List<ShellInfo> deleteInactive(Session session, String owner, Duration inactivity) {
        String user = ShellArguments.text(owner, "owner");
        if (ShellArguments.present(inactivity, "inactivity").compareTo(Duration.ofMinutes(1)) <= 0) {
            throw new IllegalArgumentException(
                    "inactivity is " + inactivity + "; shells in use can be idle for a minute");
        }
        List<ShellInfo> inactive = list(session).stream()
                .filter(shell -> shell.isCommandShell() && !shell.id().isBlank())
                .filter(shell -> shell.owner().filter(user::equalsIgnoreCase).isPresent())
                .filter(shell -> shell.inactivity()
                        .filter(idle -> idle.compareTo(inactivity) >= 0)
                        .isPresent())
                .toList();
        deleteAll(session, inactive);
        return inactive;
    }

    private static void deleteAll(Session session, List<ShellInfo> shells) {
        @Nullable RuntimeException first = null;
        for (ShellInfo shell : shells) {
            try {
                delete(session, shell);
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /**
     * Returns the identifier of the shell on the server, without surrounding white space, otherwise byte for byte as
     * the server sent it. It changes if the server has deleted the shell and a command needed a new one.
     */
    public String id() {
        return open.current().id();
    }

    /**
     * Runs a program and waits for its end. The line for cmd.exe is quoted so that each argument reaches the program
     * as it is. What cannot be passed is rejected before anything is sent.
     *
     * <p>The command may also be one that is built into cmd.exe: {@code echo} and the like take the arguments as text,
     * {@code dir} and the like as paths. A batch file reads its arguments a second time, as a part of its own lines;
     * therefore quotes and {@code %} are rejected for a {@code .bat} or {@code .cmd}, and a quote together with one
     * of {@code & | < >}, also in another argument, for a name without a suffix, which may be a batch file. Add
     * {@code .exe} if it is a program.
     *
     * @param command the program: a name that is in the path, or a path; without quotes, also if it contains blanks
     * @param arguments its arguments, each of which reaches the program as it is; may be empty
     * @return what it printed, all of which is kept in memory, and its exit code; one other than 0 is not a failure
     * @throws IllegalArgumentException if the command is blank or a keyword such as {@code if}, if it or an argument
     *     contains a line break or a character that XML cannot hold, if an argument is not safe for a batch file, or
     *     if the line has more than 8,000 characters
     * @throws CommandFailedException if the command ended without an exit code, because it was terminated
     */
    public CommandResult run(String command, String... arguments) {
        return collect(line(command, arguments));
    }

    private static String line(String command, String... arguments) {
        return WindowsCommandLine.of(command, Arrays.asList(ShellArguments.present(arguments, "arguments")));
    }

    /**
     * Runs a line in the syntax of cmd.exe and waits for its end. On failure, and if the thread is interrupted, the
     * command is terminated.
     *
     * @param commandLine the line, with pipes, redirection and built-in commands. Nothing in it is quoted: never insert
     *     text from elsewhere. A line that begins with a quote is sent in one more pair, which cmd.exe removes.
     * @return what it printed, all of which is kept in memory, and its exit code; one other than 0 is not a failure
     * @throws IllegalArgumentException if the line is blank, has line breaks or more than 8,000 characters, or contains
     *     a character that XML cannot hold
     * @throws CommandFailedException if the command ended without an exit code, because it was terminated
     */
    public CommandResult runLine(String commandLine) {
        return collect(WindowsCommandLine.checked(commandLine));
    }

    /**
     * Runs a script in Windows PowerShell (2.0 or later) and waits for its end: {@code powershell.exe -EncodedCommand},
     * without profiles. A script that is too long for a command line is sent through the standard input.
     *
     * <p>Any error ends the script with exit code 1, because {@code $ErrorActionPreference} is Stop; a script that goes
     * on after errors sets it to Continue in its first line. Without an error or {@code exit}, the exit code is that of
     * the last program that the script ran, or 0. All text is UTF-8, whatever the code page of the shell is. The
     * standard error has the errors, and warnings, verbose and debug messages with their labels, as a console shows
     * them; progress is not shown. The output of {@code Write-Host} is on the standard output.
     *
     * @param script the script, which may have any number of lines and begin with {@code param} or {@code using}
     * @return what it printed, all of which is kept in memory, and its exit code; one other than 0 is not a failure
     * @throws IllegalArgumentException if the script is blank or has more than 1,000,000 characters
     * @throws CommandFailedException if the script ended without an exit code, because it was terminated
     */
    public CommandResult runPowerShell(String script) {
        PowerShellScript checked = PowerShellScript.of(script);
        CollectedOutput output = new CollectedOutput();
        try {
            RunningCommand command = open.start(checked.commandLine(), new ClixmlOutput(output));
            checked.stdin()
                    .ifPresent(input ->
                            ScriptInput.write(command, new CommandInput(command, open.sending(), this), input, true));
            command.receiveOrTerminate();
            return result(command.state().exitCode(), output, StandardCharsets.UTF_8);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private CommandResult collect(String line) {
        CollectedOutput output = new CollectedOutput();
        try {
            RunningCommand command = open.start(line, output);
            command.receiveOrTerminate();
            return result(command.state().exitCode(), output, charset);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private static CommandResult result(OptionalInt exitCode, CollectedOutput output, Charset charset) {
        String stdout = TextDecoder.decode(output.stdout(), charset);
        String stderr = TextDecoder.decode(output.stderr(), charset);
        if (exitCode.isEmpty()) {
            throw new CommandFailedException(null, stdout, stderr);
        }
        return new CommandResult(exitCode.getAsInt(), stdout, stderr);
    }

    /**
     * Starts a program and returns without waiting for it. The line is quoted as by {@link #run}.
     *
     * @param command the program: a name that is in the path, or a path; without quotes, also if it contains blanks
     * @param arguments its arguments, each of which reaches the program as it is; may be empty
     * @throws IllegalArgumentException as by {@link #run}
     */
    public RemoteCommand start(String command, String... arguments) {
        return startChecked(line(command, arguments));
    }

    /**
     * Starts a line in the syntax of cmd.exe and returns without waiting for it.
     *
     * @param commandLine the line, as for {@link #runLine}
     * @throws IllegalArgumentException as by {@link #runLine}
     */
    public RemoteCommand startLine(String commandLine) {
        return startChecked(WindowsCommandLine.checked(commandLine));
    }

    /**
     * Starts a script in Windows PowerShell and returns without waiting for it. The script runs as by {@link
     * #runPowerShell}. The standard error of the command is decoded to text in UTF-8, and its readers read UTF-8. The
     * script reads its standard input by {@code [Console]::In}; {@code $input} is empty.
     *
     * @param script the script, as for {@link #runPowerShell}
     * @throws IllegalArgumentException as by {@link #runPowerShell}
     */
    public RemoteCommand startPowerShell(String script) {
        PowerShellScript checked = PowerShellScript.of(script);
        PipedOutput output = new PipedOutput();
        RunningCommand command = open.start(checked.commandLine(), new ClixmlOutput(output));
        RemoteCommand started = new RemoteCommand(this, open, command, output, StandardCharsets.UTF_8);
        command.receiveInBackground();
        checked.stdin().ifPresent(input -> ScriptInput.write(command, started.stdin(), input, false));
        return started;
    }

    private RemoteCommand startChecked(String line) {
        PipedOutput output = new PipedOutput();
        RunningCommand command = open.start(line, output);
        RemoteCommand started = new RemoteCommand(this, open, command, output, charset);
        command.receiveInBackground();
        return started;
    }

    /**
     * Copies a local file or directory to the server: short for {@link #upload(Path, String, TransferListener)} without
     * a listener.
     */
    public void upload(Path local, String remote) {
        upload(local, remote, progress -> {});
    }

    /**
     * Copies a local file or directory to the server, by one command of Windows PowerShell (2.0 or later) that reads
     * the content from its standard input, in blocks of the size that the server accepts. Nothing is kept in memory but
     * a few blocks.
     *
     * <p>The script writes to {@code .wsman-ID.part} next to the target. It compares the SHA-256 of every file with
     * that of this side, and moves everything onto the target only if all are equal. An existing file is replaced in
     * one step and keeps its permissions. A directory that exists is merged: files with the same names are replaced,
     * others remain. If the upload fails, the target is unchanged and the part is deleted; only a failure in the middle
     * of merging a directory can leave some files new and others old. If the client crashes, the part remains.
     *
     * <p>A directory is copied with everything below it, also empty directories. A link to a file is copied as the
     * file. A link to a directory below {@code local} is not followed: {@link TransferListener#skipped} receives it.
     * Times and permissions are not copied.
     *
     * @param local a file or directory
     * @param remote the path of the target itself, not of the directory that will contain it. It is taken literally,
     *     without wildcards and variables. A relative path begins at the working directory of the shell. Missing parent
     *     directories are created. Windows PowerShell opens paths of up to 259 characters.
     * @param listener receives the progress on this thread; its exceptions stop the upload and reach the caller
     * @throws IllegalArgumentException if an argument is null, or Windows cannot have a file of that name
     * @throws FileTransferException if a side could not read or write its files, or what arrived is not what was sent
     */
    public void upload(Path local, String remote, TransferListener listener) {
        try {
            files.upload(local, remote, listener);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Copies a file or directory of the server to this machine: short for {@link #download(String, Path,
     * TransferListener)} without a listener.
     */
    public void download(String remote, Path local) {
        download(remote, local, progress -> {});
    }

    /**
     * Copies a file or directory of the server to this machine, by one command of Windows PowerShell (2.0 or later)
     * that writes the content to its standard output. Nothing is kept in memory but a few blocks.
     *
     * <p>The content is written to {@code .wsman-ID.part} next to the target. If the SHA-256 of every file is equal to
     * that of the server, everything is moved onto the target: in one step if the file system can, as all usual ones
     * can, and otherwise by replacing the file. A directory that exists is merged as by {@link #upload(Path, String,
     * TransferListener)}. If the download fails, the target is unchanged and the part is deleted. A name from the
     * server that would lead out of the target is a failure.
     *
     * <p>A directory is copied with everything below it, also empty directories. A link to a file is copied as the
     * file. A link or junction to a directory below {@code remote} is not followed: {@link TransferListener#skipped}
     * receives it. Files that other programs have open are read if those permit it. Times and permissions are not
     * copied.
     *
     * @param remote the path of a file or directory, as for {@link #upload(Path, String, TransferListener)}
     * @param local the path of the target itself; missing parent directories are created
     * @param listener receives the progress on this thread; its exceptions stop the download and reach the caller
     * @throws IllegalArgumentException if an argument is null, or Windows cannot have a file of that name
     * @throws FileTransferException if a side could not read or write its files, or what arrived is not what was sent
     */
    public void download(String remote, Path local, TransferListener listener) {
        try {
            files.download(remote, local, listener);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Deletes the shell on the server, which ends its commands: threads that wait for them get a failure of the kind
     * {@link dev.wsman.WsmanError.Kind#CLOSED}. Does not wait for commands, but for the server's reply, for five
     * seconds at most. Works on an interrupted thread too, which stays interrupted. Closing again has no effect.
     *
     * <p>Does not fail, so that it does not hide the result of what ran in the shell: if the server cannot be reached,
     * it deletes the shell after its idle timeout. The session's {@code error()} and listener report such a failure.
     */
    @Override
    public void close() {
        if (open.close()) {
            endWatch.run(); // afterwards, so that a session that closes meanwhile deletes the shell
        }
        Reference.reachabilityFence(this);
    }

    /** Returns the identifier of the shell. */
    @Override
    public String toString() {
        return "RemoteShell[" + id() + "]";
    }

    /** Builds a shell. Not thread-safe. Every argument is checked before anything is sent. */
    public static final class Builder {
        /** The shortest idle timeout that Windows accepts. */
        private static final Duration SHORTEST_IDLE = Duration.ofSeconds(60);
        /** The longest that Windows can represent, in milliseconds. */
        private static final Duration LONGEST_IDLE = Duration.ofMillis(Integer.MAX_VALUE);

        private static final int UTF_8 = 65001;

        private final Session session;
        private final Map<String, String> environment = new LinkedHashMap<>();
        private int codePage = UTF_8;
        private Charset charset = CodePages.charset(UTF_8);
        private boolean profile = true;
        private @Nullable String workingDirectory;
        private @Nullable Duration idleTimeout;
        private @Nullable String name;

        private Builder(Session session) {
            this.session = session;
        }

        /**
         * Sets the directory in which commands start ({@code rsp:WorkingDirectory}); the default is the user's profile
         * directory. Windows does not check that it exists before the first command.
         *
         * @throws IllegalArgumentException if it is blank or contains a character that XML cannot hold
         */
        public Builder workingDirectory(String directory) {
            this.workingDirectory = ShellArguments.text(directory, "directory");
            return this;
        }

        /**
         * Sets an environment variable of all commands ({@code rsp:Environment}), in addition to those of the server.
         *
         * @param name its name; setting the same name again replaces the value
         * @param value its value; may be empty, which on Windows removes the variable
         * @throws IllegalArgumentException if the name is blank or contains {@code =}, or XML cannot hold one of them
         */
        public Builder environment(String name, String value) {
            String variable = ShellArguments.text(name, "name");
            if (variable.indexOf('=') >= 0) {
                throw new IllegalArgumentException("name: \"" + variable + "\" contains '=', which ends a name");
            }
            environment.put(variable, ShellArguments.xml(value, "value"));
            return this;
        }

        /**
         * Sets the code page of the commands' input and output (option {@code WINRS_CODEPAGE}); the default is 65001,
         * UTF-8. Texts in results and readers are decoded with it. A few programs ignore it, such as {@code net.exe}:
         * read those with {@link RemoteCommand#stdoutReader(Charset)}.
         *
         * @param page a code page of Windows, such as 437, 850 or 1252, for which this Java runtime has a charset
         * @throws IllegalArgumentException if it has none
         */
        public Builder codePage(int page) {
            this.charset = CodePages.charset(page);
            this.codePage = page;
            return this;
        }

        /**
         * Sets whether the user's profile is loaded; the default is true. Without it (option {@code WINRS_NOPROFILE}),
         * a shell opens faster, {@code TEMP} is a directory of Windows, and {@code USERPROFILE} that of the default
         * user.
         */
        public Builder profile(boolean load) {
            this.profile = load;
            return this;
        }

        /**
         * Sets the time without a request after which the server deletes the shell ({@code rsp:IdleTimeOut}). The
         * default is the server's, two hours on Windows. A shorter one ends leaked shells earlier. While a command
         * runs, the library sends requests at least once within the session's timeout, except while more than 64 KiB
         * of its output are unread: the library then sends no Receive, so that the idle time runs, and the server may
         * delete the shell with the command.
         *
         * @param timeout at least 60 s, which Windows requires, and at most 2,147,483,647 ms; Windows also has a limit
         *     of its own, MaxIdleTimeout
         * @throws IllegalArgumentException if it is out of this range
         */
        public Builder idleTimeout(Duration timeout) {
            Duration idle = ShellArguments.present(timeout, "timeout");
            if (idle.compareTo(SHORTEST_IDLE) < 0 || idle.compareTo(LONGEST_IDLE) > 0) {
                throw new IllegalArgumentException(
                        "timeout is " + idle + "; Windows requires at least 60 s and at most 2147483.647 s");
            }
            this.idleTimeout = idle;
            return this;
        }

        /**
         * Sets the name of the shell ({@code rsp:Name}). Windows accepts it, but shows it nowhere.
         *
         * @throws IllegalArgumentException if it is blank or contains a character that XML cannot hold
         */
        public Builder name(String name) {
            this.name = ShellArguments.text(name, "name");
            return this;
        }

        /**
         * Creates the shell on the server ({@code wxf:Create} of {@code
         * http://schemas.microsoft.com/wbem/wsman/1/windows/shell/cmd}, MS-WSMV 3.1.4.5.2).
         *
         * @throws dev.wsman.WsmanException if the server does not create it, for example because remote shells are
         *     not allowed or a quota is reached
         */
        public RemoteShell open() {
            return new RemoteShell(OpenShell.create(ShellClient.of(session), parameters()), charset);
        }

        private NewShell parameters() {
            Map<String, String> options = new LinkedHashMap<>();
            options.put("WINRS_CODEPAGE", Integer.toString(codePage));
            if (!profile) {
                options.put("WINRS_NOPROFILE", "TRUE");
            }
            return new NewShell(options, new LinkedHashMap<>(environment), workingDirectory, idleTimeout, name);
        }
    }
}
