package dev.wsman.shell;

import dev.wsman.WsmanException;
import dev.wsman.internal.shell.CommandSignal;
import dev.wsman.internal.shell.ReceiveContext;
import dev.wsman.internal.shell.ReceivedOutput;
import dev.wsman.internal.shell.ShellClient;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A command on the server. One thread receives its output until it has ended; other threads may end it meanwhile.
 *
 * <p>The last exchange of every command is Signal with the code terminate, which frees its place in the shell. Its
 * failure does not change the result.
 */
final class RunningCommand implements ReceiveContext {
    private static final Logger LOG = System.getLogger("dev.wsman");
    /** The time limit of ending a command on the server. */
    private static final Duration FREE_LIMIT = Duration.ofSeconds(2);
    /** How long closing waits for the thread that receives after the server has ended the command. */
    static final long CLOSE_GRACE = TimeUnit.MILLISECONDS.toNanos(200);

    private final ShellClient client;
    private final String shellId;
    private final String id;
    private final CommandState state;
    private final ReceivePacing pacing;
    private final Consumer<RunningCommand> ended;
    /** The failure after which the latest Receive was sent again; null if the one before it had a reply. */
    private @Nullable WsmanException lost;

    /**
     * Creates the client's part of a command that the server has started.
     *
     * @param ended is called when nothing further is received
     */
    RunningCommand(ShellClient client, String shellId, String id, OutputSink output, Consumer<RunningCommand> ended) {
        this.ended = ended;
        this.client = client;
        this.shellId = shellId;
        this.id = id;
        this.state = new CommandState(output);
        this.pacing = new ReceivePacing(client.timeout());
    }

    CommandState state() {
        return state;
    }

    ShellClient client() {
        return client;
    }

    String shellId() {
        return shellId;
    }

    /** Receives until the command has ended, on a thread of its own. Ends the command if there is no thread for it. */
    void receiveInBackground() {
        try {
            Thread thread = ShellClient.receiverThread(this::receiveQuietly);
            state.receiver(thread);
            thread.start();
        } catch (RuntimeException | Error noThread) {
            state.receiver(null);
            close();
            throw noThread;
        }
    }

    private void receiveQuietly() {
        try {
            receiveAll();
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "receiving the output of a command failed", e);
        }
    }

    /**
     * Receives until the command has ended.
     *
     * @throws RuntimeException the failure, which readers and waiting threads get too
     */
    void receiveAll() {
        @Nullable RuntimeException failure = new IllegalStateException("the output was not received to its end");
        try {
            receiveUntilDone();
            failure = null;
        } catch (RuntimeException e) {
            failure = e;
        } catch (Error e) {
            failure = new IllegalStateException("receiving the output failed: " + e, e);
            throw e;
        } finally {
            finish(failure);
        }
        failure = state.failure();
        if (failure != null) {
            throw failure;
        }
    }

    private void finish(@Nullable RuntimeException failure) {
        state.finish(closedOr(failure));
        ended.accept(this);
    }

    /** Receives until the command has ended; if that fails, ends the command, which no one else can end. */
    void receiveOrTerminate() {
        try {
            receiveAll();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private @Nullable RuntimeException closedOr(@Nullable RuntimeException failure) {
        String closed = state.closed();
        return closed == null ? failure : client.closed(shellId, closed);
    }

    private void receiveUntilDone() {
        ReceivedOutput output;
        do {
            output = next();
            state.add(output);
        } while (!output.done());
        if (state.claimFreeing()) {
            free();
        }
    }

    private ReceivedOutput next() {
        try {
            state.awaitSpace();
            CommandState.Ending before = state.ending();
            long start = System.nanoTime();
            ReceivedOutput output = receive();
            if (output == ReceivedOutput.SILENCE && state.isEndedBySilence(before)) {
                return ReceivedOutput.TERMINATED; // the server has ended it, and reports nothing further
            }
            long pause = pacing.afterReceive(output, System.nanoTime() - start);
            if (pause > 0) {
                state.pause(pause, before);
            }
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw client.interrupted(shellId, e);
        }
    }

    /**
     * Receives once. If no reply came in time, or the connection broke, the next Receive continues: the command still
     * runs. The output that such a reply had, if it had any, is lost, which is logged.
     */
    private ReceivedOutput receive() throws InterruptedException {
        try {
            ReceivedOutput output = receiveWithinQuota();
            lost = null;
            return output;
        } catch (WsmanException e) {
            if (state.isEnding() || !isLostReply(e)) {
                throw e;
            }
            if (lost != null) {
                lost.addSuppressed(e);
                throw lost;
            }
            lost = e;
            LOG.log(
                    Level.WARNING,
                    "no complete reply to a Receive of a command; output that it had is missing. The next one follows: {0}",
                    e.error().reason());
            return ReceivedOutput.SILENCE;
        }
    }

    private ReceivedOutput receiveWithinQuota() throws InterruptedException {
        QuotaBackoff backoff = new QuotaBackoff(client.timeout());
        while (true) {
            CommandState.Ending before = state.ending();
            try {
                return client.receive(shellId, id, this);
            } catch (WsmanException e) {
                state.pause(backoff.pauseAfter(e).toNanos(), before);
            }
        }
    }

    private static boolean isLostReply(WsmanException e) {
        return switch (e.error().kind()) {
            case CLIENT_TIMED_OUT, CONNECTION -> true;
            case HTTP -> e.error().httpStatus() == 500;
            default -> false;
        };
    }

    @Override
    public boolean isEnding() {
        return state.isEnding();
    }

    @Override
    public boolean isPatient() {
        return pacing.isPatient();
    }

    /** Sends a part of the standard input. */
    void send(byte[] bytes, boolean end) {
        client.send(shellId, id, bytes, end);
    }

    /** Sends Ctrl+C, unless the command has ended. */
    void interrupt() {
        if (!state.isOver()) {
            client.signal(shellId, id, CommandSignal.CTRL_C);
        }
    }

    /** Ends the command on the server, unless it has ended. */
    void terminate() {
        if (state.beginTermination()) {
            try {
                client.signal(shellId, id, CommandSignal.TERMINATE);
                state.terminationConfirmed();
            } catch (RuntimeException e) {
                if (state.terminationFailed() && state.claimFreeing()) {
                    free();
                }
                throw e;
            }
        }
    }

    /**
     * Ends the command if it still runs, and stops receiving. Returns soon and does not fail. Without a thread of its
     * own that receives, it must not be called while another thread receives.
     */
    void close() {
        state.close("the command");
        if (state.claimFreeing()) {
            free();
        }
        if (state.hasReceiver()) {
            InterruptShield.run(() -> stopReceiving(CLOSE_GRACE));
        } else {
            finish(null);
        }
    }

    /** Notes that the shell ends, which ends the command. */
    void shellCloses(String object) {
        state.close(object);
        state.claimFreeing();
    }

    private void free() {
        Duration timeout = client.timeout();
        Duration limit = timeout.compareTo(FREE_LIMIT) < 0 ? timeout : FREE_LIMIT;
        try {
            InterruptShield.run(() -> client.terminateQuietly(shellId, id, limit));
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "the place of a command was not freed; it is when the shell is deleted", e);
        }
    }

    /** Waits a moment for the thread that receives, which the server's reply ends, and else interrupts it. */
    void stopReceiving(long grace) {
        try {
            if (!state.await(grace)) {
                state.interruptReceiver();
            }
        } catch (InterruptedException e) {
            state.interruptReceiver();
            Thread.currentThread().interrupt();
        }
    }
}
