package dev.wsman.shell;

import dev.wsman.Session;
import dev.wsman.WsmanException;
import dev.wsman.internal.shell.CommandOutput;
import dev.wsman.internal.shell.CommandSignal;
import dev.wsman.internal.shell.CreatedShell;
import dev.wsman.internal.shell.NewShell;
import dev.wsman.internal.shell.ShellClient;
import java.io.ByteArrayOutputStream;
import java.lang.ref.Reference;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A remote shell of Windows, in which commands run. It exists on the server until it is closed. Thread-safe.
 *
 * <pre>{@code
 *  try (RemoteShell shell = RemoteShell.open(session)) {
 *      CommandResult result = shell.run("ipconfig", "/all");
 *  }
 * }</pre>
 */
public final class RemoteShell implements AutoCloseable {
    private final ShellClient client;
    private final CreatedShell shell;
    private final Charset charset;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Runnable endWatch;

    private RemoteShell(ShellClient client, CreatedShell shell, Charset charset) {
        this.client = client;
        this.shell = shell;
        this.charset = charset;
        String id = shell.id();
        this.endWatch = client.watch(this, limit -> client.deleteQuietly(id, limit));
    }

    /** Opens a shell with all defaults: short for {@code builder(session).open()}. */
    public static RemoteShell open(Session session) {
        return builder(session).open();
    }

    /** Returns a builder of a shell. Nothing is sent before {@link Builder#open}. */
    public static Builder builder(Session session) {
        return new Builder(session);
    }

    /** Returns the identifier of the shell, as the server sent it. */
    public String id() {
        return shell.id();
    }

    /**
     * Runs a program and waits for its end.
     *
     * @param command the program
     * @param arguments its arguments, each of which reaches the program as it is
     */
    public CommandResult run(String command, String... arguments) {
        return runLine(line(command, arguments));
    }

    private static String line(String command, String... arguments) {
        return String.join(" ", command, String.join(" ", arguments)).strip();
    }

    /**
     * Runs a line in the syntax of cmd.exe and waits for its end.
     *
     * @param commandLine the line, with pipes, redirection and built-in commands
     */
    public CommandResult runLine(String commandLine) {
        String id = client.command(shell.id(), commandLine, List.of());
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        CommandOutput output;
        do {
            output = client.receive(shell.id(), id);
            for (CommandOutput.Piece piece : output.pieces()) {
                (piece.stream().equals("stderr") ? stderr : stdout).writeBytes(piece.bytes());
            }
        } while (!output.done());
        client.signal(shell.id(), id, CommandSignal.TERMINATE);
        Reference.reachabilityFence(this);
        Long exitCode = output.exitCode();
        return new CommandResult(
                exitCode == null ? 0 : exitCode.intValue(), stdout.toString(charset), stderr.toString(charset));
    }

    /** Starts a program and returns without waiting for it. */
    public RemoteCommand start(String command, String... arguments) {
        return startLine(line(command, arguments));
    }

    /** Starts a line in the syntax of cmd.exe and returns without waiting for it. */
    public RemoteCommand startLine(String commandLine) {
        return new RemoteCommand(client, shell.id(), client.command(shell.id(), commandLine, List.of()), charset);
    }

    /** Deletes the shell on the server, which ends its commands. Closing again has no effect. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            endWatch.run();
            try {
                client.delete(shell.id());
            } catch (WsmanException e) {
                // the shell has already gone, or its idle time-out ends it
            }
        }
    }

    /** Returns the identifier and the owner of the shell. */
    @Override
    public String toString() {
        return "RemoteShell[" + shell.id() + "]";
    }

    /** Builds a shell. Not thread-safe. */
    public static final class Builder {
        private final Session session;
        private final Map<String, String> environment = new LinkedHashMap<>();
        private int codePage = 65001;
        private boolean profile = true;
        private @Nullable String workingDirectory;
        private @Nullable Duration idleTimeout;
        private @Nullable String name;

        private Builder(Session session) {
            this.session = session;
        }

        /** Sets the directory in which commands start; the default is the user's profile directory. */
        public Builder workingDirectory(String directory) {
            this.workingDirectory = directory;
            return this;
        }

        /** Adds an environment variable. */
        public Builder environment(String variable, String value) {
            environment.put(variable, value);
            return this;
        }

        /** Sets the code page of the commands' input and output; the default is 65001, UTF-8. */
        public Builder codePage(int page) {
            this.codePage = page;
            return this;
        }

        /** Sets whether the user's profile is loaded; the default is true. */
        public Builder profile(boolean load) {
            this.profile = load;
            return this;
        }

        /** Sets the time without a request after which the server deletes the shell. */
        public Builder idleTimeout(Duration timeout) {
            this.idleTimeout = timeout;
            return this;
        }

        /** Sets the name of the shell. */
        public Builder name(String shellName) {
            this.name = shellName;
            return this;
        }

        /** Creates the shell on the server. */
        public RemoteShell open() {
            ShellClient client = ShellClient.of(session);
            return new RemoteShell(client, client.create(parameters()), StandardCharsets.UTF_8);
        }

        private NewShell parameters() {
            Map<String, String> options = new LinkedHashMap<>();
            options.put("WINRS_CODEPAGE", Integer.toString(codePage));
            if (!profile) {
                options.put("WINRS_NOPROFILE", "TRUE");
            }
            return new NewShell(options, environment, workingDirectory, idleTimeout, name);
        }
    }
}
