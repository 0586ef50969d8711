package dev.wsman.shell;

import dev.wsman.WsmanException;
import dev.wsman.WsmanFaultException;
import dev.wsman.internal.shell.ShellFaultCodes;

/**
 * Recognizes the faults that the library handles, not only reports. Failures of the client can have the same native
 * codes; they do not count.
 */
final class Rejections {
    private Rejections() {}

    /** Returns whether the shell of the request does not exist any more. */
    static boolean isShellGone(WsmanException failure) {
        return ShellFaultCodes.isShellGone(code(failure));
    }

    /** Returns whether the command of the request, or its shell, has ended. */
    static boolean isCommandGone(WsmanException failure) {
        return ShellFaultCodes.isGone(code(failure));
    }

    /** Returns whether a quota was reached that other commands free when they end. */
    static boolean isPassingQuota(WsmanException failure) {
        return ShellFaultCodes.isPassingQuota(code(failure));
    }

    private static long code(WsmanException failure) {
        return failure instanceof WsmanFaultException
                ? failure.error().nativeCode().orElse(0)
                : 0;
    }
}
