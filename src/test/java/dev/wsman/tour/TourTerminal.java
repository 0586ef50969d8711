package dev.wsman.tour;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the tour prints to.
 *
 * @param columns the number of characters in a line
 * @param styled whether bold and dim text is shown as such
 */
record TourTerminal(int columns, boolean styled) {
    private static final int NARROWEST = 40;
    private static final int USUAL = 80;
    /** Longer lines are hard to read. */
    private static final int WIDEST = 120;

    private static final File TTY = new File("/dev/tty");

    TourTerminal {
        columns = Math.max(NARROWEST, Math.min(columns, WIDEST));
    }

    /**
     * Returns the terminal of this process. Text has styles only on a terminal whose TERM is not {@code dumb}, and if
     * NO_COLOR is not set (see no-color.org). The width is that of COLUMNS, or of the terminal, or 80.
     */
    static TourTerminal of(Map<String, String> environment) {
        boolean interactive = isInteractive();
        return of(environment, interactive, interactive ? size() : "");
    }

    static TourTerminal of(Map<String, String> environment, boolean interactive, String size) {
        String term = environment.getOrDefault("TERM", isWindows() ? "windows" : "dumb");
        boolean styled = interactive
                && !term.equals("dumb")
                && environment.getOrDefault("NO_COLOR", "").isEmpty();
        String given = environment.getOrDefault("COLUMNS", "");
        int columns = columns(given) > 0 ? columns(given) : columns(size.replaceFirst("^\\d+ ", ""));
        return new TourTerminal(columns > 0 ? columns : USUAL, styled);
    }

    /** Returns the number; 0 if the text is not a number of columns. */
    private static int columns(String text) {
        return text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    }

    private static boolean isWindows() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    }

    /** From JDK 22 on, a JVM without a terminal has a console too. */
    static boolean isInteractive() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException beforeJdk22) {
            return true;
        }
    }

    /** Returns rows and columns as {@code stty} prints them; empty where there is no such program. */
    private static String size() {
        if (!TTY.canRead()) {
            return "";
        }
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(TTY)
                    .redirectError(Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(2, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return "";
            }
            return new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException notInstalled) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    String bold(String text) {
        return style("1", text);
    }

    String dim(String text) {
        return style("2", text);
    }

    private String style(String code, String text) {
        return styled && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
