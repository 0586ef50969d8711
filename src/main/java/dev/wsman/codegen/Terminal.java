package dev.wsman.codegen;

import dev.wsman.codegen.model.PrintableText;
import java.io.Console;
import java.io.PrintStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the command line is run from.
 *
 * @param out for what was asked
 * @param err for errors
 * @param environment the environment variables
 * @param console for passwords and the progress bar; null where input or output is redirected
 */
record Terminal(
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        @Nullable Console console) {

    static Terminal ofThisProcess() {
        return new Terminal(System.out, System.err, System.getenv(), interactive(System.console()));
    }

    /** From Java 22 on there may be a console that is no terminal, and only that version can tell. */
    private static @Nullable Console interactive(@Nullable Console console) {
        if (console == null) {
            return null;
        }
        try {
            boolean terminal = (Boolean) Console.class.getMethod("isTerminal").invoke(console);
            return terminal ? console : null;
        } catch (ReflectiveOperationException before22) {
            return console;
        }
    }

    /** Prints a line of output. Whatever a server or a file has put into it does not control the terminal. */
    void line(String text) {
        out.println(PrintableText.of(text));
    }

    /** Prints a line of errors, likewise. */
    void error(String text) {
        err.println(PrintableText.of(text));
    }

    /** Prints where a failure came from, likewise. */
    void trace(Throwable failure) {
        LoggableFailure.of(failure).printStackTrace(err);
    }

    /** The password of a user: from the environment, else asked without echo. */
    char[] password(String user) {
        String given = environment.get(CommandLine.PASSWORD_VARIABLE);
        if (given != null) {
            return given.toCharArray();
        }
        char[] typed = console == null ? null : console.readPassword("Password of %s: ", user);
        if (typed == null) {
            throw new Problem("no password for " + user + ": set " + CommandLine.PASSWORD_VARIABLE
                    + ", or run this on a terminal to be asked");
        }
        return typed;
    }
}
