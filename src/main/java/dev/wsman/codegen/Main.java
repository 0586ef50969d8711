package dev.wsman.codegen;

import dev.wsman.WsmanException;
import dev.wsman.codegen.model.DeclarationException;
import java.util.List;

/**
 * The generator's command line; {@code --help} tells its options. Ends with 0, with 1 and one line where something failed, with 2
 * and one line where the arguments make no sense.
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
            // nobody asked for logs: without this SLF4J complains that there is no place for them
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
        } catch (Problem | IllegalArgumentException wrong) {
            return failed(2, wrong, "; --help tells what there is", verbose);
        } catch (WsmanException | DeclarationException failure) {
            return failed(1, failure, "", verbose);
        } catch (RuntimeException unexpected) {
            return failed(1, unexpected, " (" + unexpected.getClass().getName() + ")", verbose);
        }
    }

    private void generate(CommandLine line) {
        GenerationRun generation = line.generation();
        ProgressBar bar = new ProgressBar(terminal.out());
        GenerationRun.Result result;
        try {
            result = generation.run(terminal::password, terminal.console() == null ? (name, done, known) -> {} : bar);
        } finally {
            bar.clear();
        }
        int notes = result.notes().size();
        terminal.line(result.classes()
                + (result.classes() == 1 ? " class in " : " classes in ")
                + line.destination()
                + (notes == 0 || line.verbose() ? "" : " (" + notes + " notes: --verbose shows them)"));
        result.warnings().forEach(warning -> terminal.error("warning: " + warning));
        if (line.verbose()) {
            result.notes().forEach(terminal::line);
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
