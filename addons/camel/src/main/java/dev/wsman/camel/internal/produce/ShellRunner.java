package dev.wsman.camel.internal.produce;

import dev.wsman.Session;
import dev.wsman.camel.WsmanConstants;
import dev.wsman.camel.WsmanShellConfiguration;
import dev.wsman.shell.CommandResult;
import dev.wsman.shell.RemoteShell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Runs commands in one shell, which is opened for the first command and kept until the producer stops. Thread-safe. */
final class ShellRunner implements AutoCloseable {
    private final WsmanShellConfiguration options;
    private @Nullable RemoteShell shell;

    ShellRunner(WsmanShellConfiguration options) {
        this.options = options;
    }

    void run(Session session, RequestOfMessage request) {
        Message message = request.message();
        String command = command(request, message);
        List<String> arguments = arguments(message);
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

    private List<String> arguments(Message message) {
        Object header = message.getHeader(WsmanConstants.ARGUMENTS);
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
        return option == null ? List.of() : List.of(option.split(","));
    }

    private synchronized RemoteShell shell(Session session) {
        RemoteShell open = shell;
        if (open == null) {
            open = open(session);
            shell = open;
        }
        return open;
    }

    private RemoteShell open(Session session) {
        RemoteShell.Builder builder =
                RemoteShell.builder(session).codePage(options.getCodePage()).profile(options.isLoadProfile());
        if (options.getWorkingDirectory() != null) {
            builder.workingDirectory(options.getWorkingDirectory());
        }
        options.getEnvironment().forEach((name, value) -> builder.environment(name, String.valueOf(value)));
        if (options.getShellIdleTimeout() != 0) {
            builder.idleTimeout(Duration.ofMillis(options.getShellIdleTimeout()));
        }
        return builder.open();
    }

    @Override
    public synchronized void close() {
        RemoteShell open = shell;
        shell = null;
        if (open != null) {
            open.close();
        }
    }
}
