package dev.wsman.internal.shell;

import dev.wsman.internal.fault.Advice;
import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.protocol.BodyContent;
import dev.wsman.internal.protocol.EndpointReference;
import dev.wsman.internal.protocol.Exchange;
import dev.wsman.internal.protocol.Operation;
import dev.wsman.internal.protocol.ReplyReader;
import dev.wsman.internal.protocol.SessionAccess;
import dev.wsman.internal.protocol.SessionExchanges;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.XmlCharacters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges of remote shells over one session. Each call is one exchange within a time limit, the session's timeout
 * unless it is a parameter, and fails with the session's exceptions. Thread-safe.
 */
public final class ShellClient {
    /** The resource URI of all shells, for reading them. */
    public static final String SHELLS = Namespaces.SHELL;

    /** The resource URI of shells for cmd.exe. */
    public static final String CMD = Namespaces.SHELL + "/cmd";

    /** The resource URI of the configuration of WinRM. */
    private static final String CONFIG = Namespaces.WINDOWS + "config";

    /** The session, as something that was closed. */
    public static final String SESSION = "the session";

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
    public CreatedShell create(NewShell shell, Duration limit) {
        EndpointReference resource = resource(null, shell.options());
        return send(Operation.CREATE, resource, ShellMessages.shell(shell), ShellReplies::created, limit);
    }

    /**
     * Starts a command and returns its identifier. Its input is a pipe, so that bytes arrive unchanged and the end of
     * the input is seen; servers since Windows 8 ignore that option, and always have a pipe.
     */
    public String command(String shellId, String command, Duration limit) {
        return send(
                Operation.COMMAND,
                resource(shellId, PIPE_INPUT),
                ShellMessages.commandLine(command),
                ShellReplies::commandId,
                limit);
    }

    /**
     * Waits for output. Returns as soon as there is some, when the command ends, or, with an output without pieces,
     * when the server's time limit passes.
     *
     * @param context decides whether certain faults are failures
     */
    public ReceivedOutput receive(String shellId, String commandId, ReceiveContext context) {
        BodyContent body = ShellMessages.receive(commandId);
        return session.sendWaiting(
                exchange(Operation.RECEIVE, resource(shellId), body, new ReceiveReader(context)),
                resource(shellId),
                timeout());
    }

    /** Sends bytes to the standard input of a command; {@code end} ends the input. */
    public void send(String shellId, String commandId, byte[] input, boolean end) {
        send(
                Operation.SEND,
                resource(shellId),
                ShellMessages.send(commandId, input, end),
                ReplyReader.ignoring(),
                timeout());
    }

    /** Sends a signal to a command. That the command has already ended is not a failure. */
    public void signal(String shellId, String commandId, CommandSignal signal) {
        session.send(signalExchange(shellId, commandId, signal), resource(shellId), timeout());
    }

    /** Terminates a command in one attempt, also while the session closes. No listener receives it. */
    public void terminateQuietly(String shellId, String commandId, Duration limit) {
        session.sendQuietly(signalExchange(shellId, commandId, CommandSignal.TERMINATE), limit);
    }

    private static Exchange<@Nullable Void> signalExchange(String shellId, String commandId, CommandSignal signal) {
        BodyContent body = ShellMessages.signal(commandId, signal);
        return exchange(Operation.SIGNAL, resource(shellId), body, ShellFaultCodes.endingReader());
    }

    /** Deletes a shell, which ends its commands. That the shell has already gone is not a failure. */
    public void delete(String shellId, Duration limit) {
        session.send(deleteExchange(shellId), resource(shellId), limit);
    }

    /** Deletes a shell of any kind, with the resource URI of its kind. */
    public void delete(String resourceUri, String shellId) {
        EndpointReference shell = resource(resourceUri, shellId, Map.of());
        session.send(exchange(Operation.DELETE, shell, null, ShellFaultCodes.endingReader()), shell, timeout());
    }

    /** Deletes a shell in one attempt, also while the session closes. No listener receives it. */
    public void deleteQuietly(String shellId, Duration limit) {
        session.sendQuietly(deleteExchange(shellId), limit);
    }

    private static Exchange<@Nullable Void> deleteExchange(String shellId) {
        return exchange(Operation.DELETE, resource(shellId), null, ShellFaultCodes.endingReader());
    }

    /**
     * Returns the server's {@code MaxEnvelopeSizekb}, the largest request that it accepts, in units of 1,024 bytes;
     * empty if this user cannot read the configuration, or the server does not have it. One attempt; no listener
     * receives it.
     */
    public OptionalInt maxEnvelopeKilobytes() {
        EndpointReference config = resource(CONFIG, null, Map.of());
        try {
            return session.sendQuietly(
                    exchange(Operation.GET, config, null, ShellReplies::maxEnvelopeKilobytes), timeout());
        } catch (ExchangeException e) {
            return OptionalInt.empty();
        }
    }

    /** Returns the exception for an interrupted wait, whose thread has its interrupt flag set again. */
    public RuntimeException interrupted(String shellId, @Nullable Throwable cause) {
        return session.failure(ExchangeException.interrupted(cause), Operation.RECEIVE, resource(shellId));
    }

    /**
     * Returns the exception for the use of something that was closed.
     *
     * @param object what was closed: {@link #SESSION}, {@code "the shell"} or {@code "the command"}
     */
    public RuntimeException closed(String shellId, String object) {
        ExchangeException failure = ExchangeException.closed(object);
        return session.failure(
                object.equals(SESSION) ? failure : failure.advice(Advice.SHELL_CLOSED),
                Operation.RECEIVE,
                resource(shellId));
    }

    /** Returns the exception for a time limit that passed while something else than a reply was awaited. */
    public RuntimeException timedOut(String shellId, String missing) {
        ExchangeException failure = ExchangeException.timeout(missing, timeout(), null);
        return session.failure(failure, Operation.SEND, resource(shellId));
    }

    /** Waits before another attempt to create a shell. Fails if the thread is interrupted or the session is closed. */
    public void pause(Duration wait) {
        try {
            session.pause(wait);
        } catch (ExchangeException e) {
            throw session.failure(e, Operation.CREATE, resource(null, Map.of()));
        }
    }

    /** Returns the session's current time limit of an exchange. */
    public Duration timeout() {
        return session.timeout();
    }

    /**
     * Returns the text if XML can contain it.
     *
     * @throws IllegalArgumentException with the first character that it cannot contain
     */
    public static String requireXmlText(String text) {
        return XmlCharacters.requireText(text);
    }

    /** Returns a thread, not started, that receives the output of a command. */
    public static Thread receiverThread(Runnable task) {
        return ReceiverThreads.create(task);
    }

    /** Watches an object as {@link SessionExchanges#watch} does. */
    public Runnable watch(Object owner, Consumer<Duration> release) {
        return session.watch(owner, release);
    }

    private <T extends @Nullable Object> T send(
            Operation operation, EndpointReference resource, BodyContent body, ReplyReader<T> reader, Duration limit) {
        return session.send(exchange(operation, resource, body, reader), resource, limit);
    }

    private static <T extends @Nullable Object> Exchange<T> exchange(
            Operation operation, EndpointReference resource, @Nullable BodyContent body, ReplyReader<T> reader) {
        return new Exchange<>(
                operation,
                operation.title(),
                Objects.requireNonNull(operation.action()),
                resource.toTarget(),
                body,
                reader,
                Map.of(),
                false,
                null);
    }

    private static EndpointReference resource(String shellId) {
        return resource(shellId, Map.of());
    }

    private static EndpointReference resource(@Nullable String shellId, Map<String, String> options) {
        return resource(CMD, shellId, options);
    }

    private static EndpointReference resource(String uri, @Nullable String shellId, Map<String, String> options) {
        List<EndpointReference.Selector> selectors =
                shellId == null ? List.of() : List.of(new EndpointReference.Selector("ShellId", shellId, null));
        List<EndpointReference.Option> sent = options.entrySet().stream()
                .map(option -> new EndpointReference.Option(option.getKey(), option.getValue(), false))
                .toList();
        return new EndpointReference(uri, selectors, sent, null, null, null, List.of());
    }
}
