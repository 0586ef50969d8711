package dev.wsman.codegen;

import dev.wsman.codegen.model.CimName;
import java.io.PrintStream;

/**
 * A progress bar on a terminal. Shows how many classes have been read, how many are known so far, and the latest class.
 */
final class ProgressBar implements ServerClasses.Progress {
    private static final int BAR = 30;
    private static final int WIDTH = 79;

    private final PrintStream terminal;
    private boolean drawn;

    ProgressBar(PrintStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public void read(CimName name, int done, int known) {
        int filled = BAR * done / Math.max(known, 1);
        String line = "[" + "#".repeat(filled) + " ".repeat(BAR - filled) + "] " + done + "/" + known + " " + name;
        terminal.print("\r" + fitted(line));
        terminal.flush();
        drawn = true;
    }

    /** Clears the line for the next output. */
    void clear() {
        if (drawn) {
            terminal.print("\r" + " ".repeat(WIDTH) + "\r");
            terminal.flush();
            drawn = false;
        }
    }

    private static String fitted(String line) {
        return line.length() > WIDTH ? line.substring(0, WIDTH) : line + " ".repeat(WIDTH - line.length());
    }
}
