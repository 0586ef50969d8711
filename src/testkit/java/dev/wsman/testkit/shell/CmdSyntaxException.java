package dev.wsman.testkit.shell;

/** A line that cmd.exe does not accept. The message is that of cmd.exe. */
final class CmdSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CmdSyntaxException(String message) {
        super(message);
    }
}
