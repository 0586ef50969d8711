package dev.wsman.shell;

import java.io.Serializable;

/**
 * What a command printed and how it ended.
 *
 * @param exitCode the exit code. Windows has unsigned 32-bit exit codes; those above {@link Integer#MAX_VALUE} are
 *     negative here, as in {@code %ERRORLEVEL%}: {@code 0xC0000005} is -1073741819.
 * @param stdout what it printed to its standard output; empty if it printed nothing
 * @param stderr what it printed to its standard error; empty if it printed nothing
 */
public record CommandResult(int exitCode, String stdout, String stderr) implements Serializable {

    /** Returns whether the exit code is 0. */
    public boolean isSuccess() {
        return exitCode == 0;
    }

    /**
     * Returns this result if the exit code is 0.
     *
     * @throws CommandFailedException if it is not
     */
    public CommandResult orThrow() {
        if (!isSuccess()) {
            throw new CommandFailedException(exitCode, stdout, stderr);
        }
        return this;
    }
}
