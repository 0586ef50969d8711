package dev.wsman.camel.internal.produce;

import dev.wsman.Session;
import dev.wsman.camel.WsmanCommandSyntax;
import dev.wsman.camel.WsmanConstants;
import dev.wsman.camel.WsmanShellConfiguration;
import dev.wsman.camel.internal.session.Options;
import dev.wsman.shell.CommandResult;
import dev.wsman.shell.RemoteShell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Runs commands in one shell, which is opened for the first command and kept until the producer stops. Thread-safe. */
final class ShellRunner implements AutoCloseable {
    private final WsmanShellConfiguration options;
    private final Lock opening = new ReentrantLock();
    private volatile @Nullable RemoteShell shell;
    private volatile boolean closed;

    ShellRunner(WsmanShellConfiguration options) {
        this.options = options;
    }

    void run(Session session, RequestOfMessage request) {
        Message message = request.message();
        String command = command(request, message);
        List<String> arguments = arguments(request);
        if (!arguments.isEmpty() && options.getCommandSyntax() != WsmanCommandSyntax.PROGRAM) {
            throw new IllegalArgumentException("arguments: are for commandSyntax=program only. Make them part of the "
                    + options.getCommandSyntax().name().toLowerCase(Locale.ROOT) + ", or remove the header "
                    + WsmanConstants.ARGUMENTS);
        }
        CommandResult result =
                switch (options.getCommandSyntax()) {
                    case PROGRAM -> shell(session).run(command, arguments.toArray(String[]::new));
                    case LINE -> shell(session).runLine(command);
                    case POWERSHELL -> shell(session).runPowerShell(command);
                };
        if (request.options().isThrowExceptionOnFailure()) {
            result.orThrow();
        }
        message.setBody(result.stdout());
        message.setHeader(WsmanConstants.EXIT_CODE, result.exitCode());
        message.setHeader(WsmanConstants.STDERR, result.stderr());
    }

    private String command(RequestOfMessage request, Message message) {
        String command = request.text(WsmanConstants.COMMAND, options.getCommand());
        if (command == null) {
            command = message.getBody(String.class);
        }
        if (command == null || command.isBlank()) {
            throw RequestOfMessage.missing("command", WsmanConstants.COMMAND);
        }
        return command;
    }

    private List<String> arguments(RequestOfMessage request) {
        Object header = request.headers().get(WsmanConstants.ARGUMENTS, options.getArguments());
        if (header instanceof Iterable<?> several) {
            List<String> texts = new ArrayList<>();
            several.forEach(argument -> texts.add(String.valueOf(argument)));
            return texts;
        }
        if (header instanceof Object[] several) {
            return Arrays.stream(several).map(String::valueOf).toList();
        }
        if (header != null) {
            return List.of(header.toString());
        }
        String option = options.getArguments();
        return option == null ? List.of() : List.of(option.split(",", -1));
    }

    /** Returns the shell, which the first message opens. Others wait for it; {@link #close} does not. */
    private RemoteShell shell(Session session) {
        opening.lock();
        try {
            requireOpen();
            RemoteShell open = shell;
            if (open == null) {
                open = open(session);
                shell = open;
            }
            if (closed) { // while it was opened
                deleteShell();
            }
            requireOpen();
            return open;
        } finally {
            opening.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The producer has stopped; the command was not run");
        }
    }

    private RemoteShell open(Session session) {
        return builder(session).open();
    }

    /** Returns the shell of the options. Sends nothing. An invalid option is an IllegalArgumentException. */
    RemoteShell.Builder builder(Session session) {
        RemoteShell.Builder builder = RemoteShell.builder(session).profile(options.isLoadProfile());
        Options.checked("codePage", () -> builder.codePage(options.getCodePage()));
        String directory = options.getWorkingDirectory();
        if (directory != null) {
            Options.checked("workingDirectory", () -> builder.workingDirectory(directory));
        }
        options.getEnvironment()
                .forEach((name, value) ->
                        Options.checked("environment." + name, () -> builder.environment(name, String.valueOf(value))));
        if (options.getShellIdleTimeout() != 0) {
            Options.checked(
                    "shellIdleTimeout", () -> builder.idleTimeout(Duration.ofMillis(options.getShellIdleTimeout())));
        }
        return builder;
    }

    /** Allows commands, until the next {@link #close}. */
    void start() {
        closed = false;
    }

    /** Deletes the shell. Does not wait for one that is being opened: its message deletes it. */
    @Override
    public void close() {
        closed = true;
        deleteShell();
    }

    private synchronized void deleteShell() {
        RemoteShell open = shell;
        shell = null;
        if (open != null) {
            open.close();
        }
    }
}
