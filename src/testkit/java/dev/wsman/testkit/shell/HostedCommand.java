package dev.wsman.testkit.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/** A command of a shell: its streams and what runs it. Thread-safe. */
public final class HostedCommand {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final String id;
    private final String line;
    private final ShellHost host;
    private final CmdState state;
    private final boolean endlessInput;
    private final BytePipe stdin = new BytePipe();
    private final CommandOutput output;
    private final ProcessTree tree = new ProcessTree();

    HostedCommand(String id, String line, ShellHost host, CmdState initial, boolean endlessInput) {
        this.id = id;
        this.line = line;
        this.host = host;
        this.endlessInput = endlessInput;
        this.output = host.output();
        this.state = initial.with(stdin.in(), output.stream("stdout"), output.stream("stderr"));
    }

    /** The CommandId. */
    public String id() {
        return id;
    }

    boolean isRunning() {
        return !output.exited();
    }

    void start(ExecutorService workers) {
        CommandHandler handler = handler(workers);
        workers.execute(() -> run(handler));
    }

    private CommandHandler handler(ExecutorService workers) {
        if (host.commandScript().isPresent()) {
            ExpectedCommand expected = host.commandScript()
                    .get()
                    .next(line)
                    .orElseThrow(() -> ShellFault.UNEXPECTED_COMMAND.exception(
                            ShellFault.UNEXPECTED_COMMAND.message() + " " + line));
            return expected::run;
        }
        return call -> new CmdInterpreter(host, line, workers, tree).run(line, state);
    }

    private void run(CommandHandler handler) {
        tree.enter(Thread.currentThread());
        int code = 1;
        try {
            if (host.has(ShellQuirk.BYTE_ORDER_MARK)) {
                for (OutputStream each : List.of(state.stdout(), state.stderr())) {
                    each.write(BYTE_ORDER_MARK);
                }
            }
            code = handler.run(new CommandCall(line, line, "", state));
        } catch (InterruptedException interrupted) {
            code = LocalProgram.CONTROL_C_EXIT;
        } catch (Exception ended) {
            // the command was interrupted while it read or wrote, or terminated while it wrote
            code = tree.isEndByInterrupt(ended) ? LocalProgram.CONTROL_C_EXIT : code;
        } finally {
            tree.leave(Thread.currentThread());
            stdin.close();
            output.exit(code);
        }
    }

    /** Waits for output or the end: {@link OutputBatch}. */
    public OutputBatch receive(Duration patience, int room, Set<String> wanted) throws InterruptedException {
        return output.receive(patience, room, wanted);
    }

    /** Passes input to the command, and the end of the input if {@code last}. Waits while the command does not read. */
    public void send(byte[] bytes, boolean last, Duration patience) throws InterruptedException {
        try {
            if (!stdin.offer(bytes, last && !endlessInput, patience)) {
                throw ShellFault.TIMED_OUT.exception("The command has not read its input within the OperationTimeout.");
            }
        } catch (IOException ended) {
            throw ShellFault.PIPE_ENDED.exception();
        }
    }

    /** Sends Ctrl+C to the command. Has no effect if it has ended. */
    public void interrupt() {
        if (isRunning()) {
            tree.interrupt();
        }
    }

    // The output ends first: what the command does while it is killed is not received any more.
    void terminate() {
        output.terminate();
        tree.kill();
        stdin.close();
    }

    void abort() {
        output.abort();
        tree.kill();
        stdin.close();
    }
}
