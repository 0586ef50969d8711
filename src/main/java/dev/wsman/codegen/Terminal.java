package dev.wsman.codegen;

import dev.wsman.codegen.model.PrintableText;
import java.io.Console;
import java.io.PrintStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The environment in which the command line runs.
 *
 * @param out the standard output
 * @param err the error output
 * @param environment the environment variables
 * @param console for passwords and the progress bar; null if input or output is redirected
 */
record Terminal(
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        @Nullable Console console) {

    static Terminal ofThisProcess() {
        return new Terminal(System.out, System.err, System.getenv(), interactive(System.console()));
    }

    /** From Java 22 on, a console may exist without a terminal; only those versions have a method that tests it. */
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

    /** Prints a line of output. Escapes control characters that a server or a file may have put into the text. */
    void line(String text) {
        out.println(PrintableText.of(text));
    }

    /** Prints a line to the error output, with control characters escaped. */
    void error(String text) {
        err.println(PrintableText.of(text));
    }

    /** Prints a stack trace to the error output, with control characters escaped. */
    void trace(Throwable failure) {
        LoggableFailure.of(failure).printStackTrace(err);
    }

    /** Returns the password of a user: from the environment, or else from a prompt without echo. */
    char[] password(String user) {
        String given = environment.get(CommandLine.PASSWORD_VARIABLE);
        if (given != null) {
            return given.toCharArray();
        }
        char[] typed = console == null ? null : console.readPassword("Password of %s: ", user);
        if (typed == null) {
            throw new UsageException("no password for " + user + ": set " + CommandLine.PASSWORD_VARIABLE
                    + ", or run this on a terminal, which prompts for it");
        }
        return typed;
    }
}
