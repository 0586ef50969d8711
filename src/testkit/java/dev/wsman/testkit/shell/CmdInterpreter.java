package dev.wsman.testkit.shell;

import dev.wsman.testkit.shell.CmdCommand.CmdList;
import dev.wsman.testkit.shell.CmdCommand.CmdPipeline;
import dev.wsman.testkit.shell.CmdCommand.Redirection;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Runs the line of {@code cmd.exe /C}: sequences, pipelines, redirections, handlers, built-in commands and programs of
 * this machine. One instance runs one line.
 */
final class CmdInterpreter {
    private final ShellHost host;
    private final String whole;
    private final ExecutorService workers;
    private final ProcessTree tree;
    private final LocalProgram programs;

    CmdInterpreter(ShellHost host, String whole, ExecutorService workers, ProcessTree tree) {
        this.host = host;
        this.whole = whole;
        this.workers = workers;
        this.tree = tree;
        this.programs = new LocalProgram(workers, tree);
    }

    /** Runs a line and returns its exit code. */
    int run(String line, CmdState state) throws InterruptedException, IOException {
        try {
            String text = CmdLine.expanded(
                    CmdLine.withoutOuterQuotes(line, name -> isProgram(name, state)), state.environment());
            if (text.length() > CmdLine.LONGEST) {
                throw new CmdSyntaxException("The command line is too long.");
            }
            return lists(CmdParser.parse(text), state);
        } catch (CmdSyntaxException bad) {
            CmdBuiltin.printError(state, bad.getMessage() + "\r\n");
            return 1;
        }
    }

    private boolean isProgram(String name, CmdState state) {
        return host.handler(name).isPresent()
                || host.runsPrograms() && LocalProgram.find(name, state).isPresent();
    }

    private int lists(List<CmdList> lists, CmdState state) throws InterruptedException, IOException {
        int code = 0;
        for (CmdList list : lists) {
            if (!state.exiting()) {
                code = list(list, state);
            }
        }
        return code;
    }

    private int list(CmdList list, CmdState state) throws InterruptedException, IOException {
        int code = 1;
        for (List<CmdPipeline> conjunction : list.alternatives()) {
            for (CmdPipeline pipeline : conjunction) {
                code = state.exiting() ? code : pipeline(pipeline, state);
                if (code != 0) {
                    break;
                }
            }
            if (code == 0 || state.exiting()) {
                break;
            }
        }
        return code;
    }

    /** Runs each command of a pipeline with a copy of the state, as cmd.exe starts an instance of itself for each. */
    private int pipeline(CmdPipeline pipeline, CmdState state) throws InterruptedException, IOException {
        List<CmdCommand> stages = pipeline.stages();
        if (stages.size() == 1) {
            return redirected(stages.get(0), state);
        }
        List<Future<Integer>> running = new ArrayList<>();
        List<BytePipe> pipes = new ArrayList<>();
        InputStream in = state.stdin();
        for (CmdCommand stage : stages.subList(0, stages.size() - 1)) {
            BytePipe pipe = new BytePipe();
            CmdState copy = state.with(in, pipe.out(), state.stderr());
            BytePipe before = pipes.isEmpty() ? null : pipes.get(pipes.size() - 1);
            running.add(workers.submit(() -> stage(stage, copy, before, pipe)));
            pipes.add(pipe);
            in = pipe.in();
        }
        try {
            return redirected(stages.get(stages.size() - 1), state.with(in, state.stdout(), state.stderr()));
        } finally {
            pipes.forEach(BytePipe::close);
            for (Future<Integer> each : running) {
                await(each);
            }
        }
    }

    private int stage(CmdCommand command, CmdState state, BytePipe before, BytePipe after)
            throws InterruptedException, IOException {
        tree.enter(Thread.currentThread());
        try {
            return redirected(command, state);
        } finally {
            tree.leave(Thread.currentThread());
            after.out().close();
            if (before != null) {
                before.close();
            }
        }
    }

    private static void await(Future<Integer> stage) throws InterruptedException {
        try {
            stage.get();
        } catch (java.util.concurrent.ExecutionException failed) {
            // the exit code of a pipeline is that of its last command
        }
    }

    private int redirected(CmdCommand command, CmdState state) throws InterruptedException, IOException {
        if (command.redirections().isEmpty()) {
            return command(command, state);
        }
        InputStream in = state.stdin();
        OutputStream out = state.stdout();
        OutputStream err = state.stderr();
        Deque<Closeable> opened = new ArrayDeque<>();
        try {
            for (Redirection redirection : command.redirections()) {
                redirect(redirection, state, opened);
            }
            return command(command, state);
        } catch (CmdRedirectionException failed) {
            state.redirect(in, out, err);
            CmdBuiltin.printError(state, failed.getMessage() + "\r\n");
            return 1;
        } finally {
            state.redirect(in, out, err);
            for (Closeable each : opened) {
                each.close();
            }
        }
    }

    /** A file of a redirection that cannot be opened. */
    private static final class CmdRedirectionException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CmdRedirectionException(IOException cause) {
            super("The system cannot find the path specified.", cause);
        }
    }

    private static void redirect(Redirection redirection, CmdState state, Deque<Closeable> opened) {
        InputStream in = state.stdin();
        OutputStream out = state.stdout();
        OutputStream err = state.stderr();
        switch (redirection.direction()) {
            case DUPLICATE -> {
                OutputStream target = redirection.target().equals("2") ? err : out;
                out = redirection.handle() == 1 ? target : out;
                err = redirection.handle() == 2 ? target : err;
            }
            case READ -> {
                in = open(redirection, state);
                opened.push(in);
            }
            default -> {
                OutputStream file = create(redirection, state);
                opened.push(file);
                out = redirection.handle() == 1 ? file : out;
                err = redirection.handle() == 2 ? file : err;
            }
        }
        state.redirect(in, out, err);
    }

    private static InputStream open(Redirection redirection, CmdState state) {
        try {
            return redirection.target().equalsIgnoreCase("nul")
                    ? InputStream.nullInputStream()
                    : Files.newInputStream(state.path(redirection.target()));
        } catch (IOException missing) {
            throw new CmdRedirectionException(missing);
        }
    }

    private static OutputStream create(Redirection redirection, CmdState state) {
        if (redirection.target().equalsIgnoreCase("nul")) {
            return OutputStream.nullOutputStream();
        }
        boolean append = redirection.direction() == CmdCommand.Direction.APPEND;
        try {
            return Files.newOutputStream(
                    state.path(redirection.target()),
                    StandardOpenOption.CREATE,
                    append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
        } catch (IOException refused) {
            throw new CmdRedirectionException(refused);
        }
    }

    private int command(CmdCommand command, CmdState state) throws InterruptedException, IOException {
        if (tree.killed()) {
            throw new InterruptedException("terminated");
        }
        if (command.name().isEmpty()) {
            return lists(command.group(), state);
        }
        CommandHandler handler = host.handler(command.name()).orElse(null);
        if (handler != null) {
            return handle(handler, command, state);
        }
        if (CmdBuiltin.isCmd(command.name())) {
            return nested(command, state);
        }
        CmdBuiltin builtin = CmdBuiltin.named(command).orElse(null);
        if (builtin != null) {
            return builtin.run(command, state);
        }
        Path program =
                host.runsPrograms() ? LocalProgram.find(command.name(), state).orElse(null) : null;
        if (program == null) {
            CmdBuiltin.printError(
                    state,
                    "'" + command.name() + "' is not recognized as an internal or external command,\r\n"
                            + "operable program or batch file.\r\n");
            return 1;
        }
        return programs.run(program, ArgumentReader.split(command.tail()), state);
    }

    /** Runs {@code cmd /C} within a line. Other switches are ignored; without {@code /C} nothing runs. */
    private int nested(CmdCommand command, CmdState state) throws InterruptedException, IOException {
        String rest = command.tail().stripLeading();
        while (rest.startsWith("/") && rest.length() > 1) {
            boolean runs = "cCkK".indexOf(rest.charAt(1)) >= 0;
            if (runs) {
                CmdState copy = state.with(state.stdin(), state.stdout(), state.stderr());
                return run(rest.substring(2), copy);
            }
            int blank = rest.indexOf(' ');
            rest = blank < 0 ? "" : rest.substring(blank).stripLeading();
        }
        CmdBuiltin.printError(state, "This service does not run cmd.exe without /C.\r\n");
        return 1;
    }

    private int handle(CommandHandler handler, CmdCommand command, CmdState state) throws InterruptedException {
        try {
            return handler.run(new CommandCall(whole, command.name(), command.tail(), state));
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Exception failed) {
            if (tree.isEndByInterrupt(failed)) {
                throw new InterruptedException("Ctrl+C");
            }
            try {
                CmdBuiltin.printError(state, failed + "\r\n");
            } catch (IOException closed) {
                // the client has terminated the command
            }
            return 1;
        }
    }
}
