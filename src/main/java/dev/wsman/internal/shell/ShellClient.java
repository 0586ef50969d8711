package dev.wsman.internal.shell;

import dev.wsman.internal.protocol.BodyContent;
import dev.wsman.internal.protocol.EndpointReference;
import dev.wsman.internal.protocol.Exchange;
import dev.wsman.internal.protocol.Operation;
import dev.wsman.internal.protocol.ReplyReader;
import dev.wsman.internal.protocol.SessionAccess;
import dev.wsman.internal.protocol.SessionExchanges;
import dev.wsman.internal.xml.Namespaces;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges of remote shells over one session. Each call is one exchange within the session's timeout, and fails
 * with the session's exceptions. Thread-safe.
 */
public final class ShellClient {
    /** The resource URI of shells for cmd.exe. */
    public static final String CMD = Namespaces.SHELL + "/cmd";

    private static final Map<String, String> PIPE_INPUT = Map.of("WINRS_CONSOLEMODE_STDIN", "FALSE");

    private final SessionExchanges session;

    private ShellClient(SessionExchanges session) {
        this.session = session;
    }

    /**
     * Returns the client of a session.
     *
     * @param session a {@code Session}
     */
    public static ShellClient of(Object session) {
        return new ShellClient(SessionAccess.of(session));
    }

    /** Creates a shell ({@code wxf:Create}). */
    public CreatedShell create(NewShell shell) {
        EndpointReference resource = resource(null, shell.options());
        return send(Operation.CREATE, resource, ShellMessages.shell(shell), ShellReplies::created);
    }

    /**
     * Starts a command and returns its identifier. Its input is a pipe, so that bytes arrive unchanged and the end of
     * the input is seen; servers since Windows 8 ignore that option, and always have a pipe.
     */
    public String command(String shellId, String command, List<String> arguments) {
        return send(
                Operation.COMMAND,
                resource(shellId, PIPE_INPUT),
                ShellMessages.commandLine(command, arguments),
                ShellReplies::commandId);
    }

    /**
     * Waits for output. Returns as soon as there is some, when the command ends, or, with an output without pieces,
     * when the server's time limit passes.
     */
    public CommandOutput receive(String shellId, String commandId) {
        return send(
                Operation.RECEIVE, resource(shellId, Map.of()), ShellMessages.receive(commandId), new ReceiveReader());
    }

    /** Sends bytes to the standard input of a command; {@code end} ends the input. */
    public void send(String shellId, String commandId, byte[] input, boolean end) {
        send(
                Operation.SEND,
                resource(shellId, Map.of()),
                ShellMessages.send(commandId, input, end),
                ReplyReader.ignoring());
    }

    /** Sends a signal to a command. */
    public void signal(String shellId, String commandId, CommandSignal signal) {
        send(
                Operation.SIGNAL,
                resource(shellId, Map.of()),
                ShellMessages.signal(commandId, signal),
                ReplyReader.ignoring());
    }

    /** Deletes a shell, which ends its commands. */
    public void delete(String shellId) {
        EndpointReference resource = resource(shellId, Map.of());
        session.send(Exchange.delete(resource.toTarget()), resource, session.timeout());
    }

    /** Deletes a shell in one attempt within a time limit, also while the session closes. No listener receives it. */
    public void deleteQuietly(String shellId, Duration limit) {
        session.sendQuietly(Exchange.delete(resource(shellId, Map.of()).toTarget()), limit);
    }

    /** Watches an object as {@link SessionExchanges#watch} does. */
    public Runnable watch(Object owner, Consumer<Duration> release) {
        return session.watch(owner, release);
    }

    private <T extends @Nullable Object> T send(
            Operation operation, EndpointReference resource, BodyContent body, ReplyReader<T> reader) {
        Exchange<T> exchange = new Exchange<>(
                operation,
                operation.title(),
                Objects.requireNonNull(operation.action()),
                resource.toTarget(),
                body,
                reader,
                Map.of(),
                false);
        return session.send(exchange, resource, session.timeout());
    }

    private static EndpointReference resource(@Nullable String shellId, Map<String, String> options) {
        List<EndpointReference.Selector> selectors =
                shellId == null ? List.of() : List.of(new EndpointReference.Selector("ShellId", shellId, null));
        List<EndpointReference.Option> sent = options.entrySet().stream()
                .map(option -> new EndpointReference.Option(option.getKey(), option.getValue(), false))
                .toList();
        return new EndpointReference(CMD, selectors, sent, null, null, null, List.of());
    }
}
