package dev.wsman.codegen;

import dev.wsman.WsmanException;
import dev.wsman.codegen.model.DeclarationException;
import java.util.List;

/**
 * The command line of the generator; {@code --help} lists its options. The exit code is 0 for success, 1 for a failure
 * and 2 for invalid arguments. A failure and invalid arguments are reported on one line.
 */
public final class Main {
    private static final String LOGGING = "slf4j.internal.verbosity";

    private final Terminal terminal;

    Main(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Runs the command line and ends the process. */
    public static void main(String[] arguments) {
        if (System.getProperty(LOGGING) == null) {
            // suppresses the warning that SLF4J has no provider, unless the caller has chosen a verbosity
            System.setProperty(LOGGING, "ERROR");
        }
        int status = new Main(Terminal.ofThisProcess()).run(List.of(arguments));
        System.exit(status);
    }

    int run(List<String> arguments) {
        boolean verbose = arguments.contains("--verbose");
        try {
            CommandLine line = CommandLine.parse(arguments);
            if (line.help()) {
                terminal.out().print(CommandLine.USAGE);
            } else {
                generate(line);
            }
            return 0;
        } catch (UsageException | IllegalArgumentException invalid) {
            return failed(2, invalid, "; --help lists the options", verbose);
        } catch (WsmanException | DeclarationException failure) {
            return failed(1, failure, "", verbose);
        } catch (RuntimeException unexpected) {
            return failed(1, unexpected, " (" + unexpected.getClass().getName() + ")", verbose);
        }
    }

    private void generate(CommandLine line) {
        GenerationRun generation = line.generation();
        ProgressBar bar = new ProgressBar(terminal.out());
        GenerationReport report;
        try {
            report = generation.run(terminal::password, terminal.console() == null ? (name, done, known) -> {} : bar);
        } finally {
            bar.clear();
        }
        report.files(line.verbose()).forEach(terminal::line);
        terminal.line(report.summary());
        report.warnings().forEach(warning -> terminal.error("warning: " + warning));
        if (line.verbose()) {
            report.notes().forEach(note -> terminal.line("note: " + note));
        } else if (!report.notes().isEmpty()) {
            terminal.line(GenerationReport.count(report.notes().size(), "note", "notes") + " about declarations: "
                    + (report.notes().size() == 1 ? "--verbose shows it" : "--verbose shows them"));
        }
    }

    private int failed(int status, RuntimeException failure, String advice, boolean verbose) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        terminal.error("error: " + message.replaceAll("\\s+", " ") + advice);
        if (verbose) {
            terminal.trace(failure);
        }
        return status;
    }
}
