package dev.wsman.shell;

import dev.wsman.WsmanException;
import java.io.IOException;
import java.io.OutputStream;

/** Writes a script to the standard input of the command that reads it. */
final class ScriptInput {
    private ScriptInput() {}

    /**
     * Writes a script. A command that has ended, for example because PowerShell is not installed, is not a failure: its
     * output reports why.
     *
     * @param isAll whether the input ends after the script
     */
    static void write(RunningCommand command, OutputStream stdin, byte[] script, boolean isAll) {
        try {
            stdin.write(script);
            stdin.flush();
            if (isAll) {
                stdin.close();
            }
        } catch (IOException e) {
            if (e.getCause() instanceof WsmanException failure && !Rejections.isCommandGone(failure)) {
                command.close();
                throw failure;
            }
        } catch (RuntimeException | Error e) {
            command.close();
            throw e;
        }
    }
}
