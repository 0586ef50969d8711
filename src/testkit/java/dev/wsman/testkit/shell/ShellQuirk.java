package dev.wsman.testkit.shell;

/** A behavior in which shells of some servers differ from those of current Windows (SHELL-AND-CLI.md 1 and 7). */
public enum ShellQuirk {
    /** The output of each stream begins with a byte order mark of UTF-8, as on Server 2008 R2 (1.10). */
    BYTE_ORDER_MARK,
    /** The last reply has no Stream with {@code End}: not every server is known to send it (1.4). */
    NO_END,
    /** The state Running has an ExitCode of 0, as in the example of MS-WSMV (1.4). */
    EXIT_CODE_WHILE_RUNNING,
    /** There is no CommandState until the command is done (1.4). */
    NO_RUNNING_STATE,
    /**
     * The end of stdin never reaches a command unless it was started with the option {@code
     * WINRS_CONSOLEMODE_STDIN=FALSE} (1.5).
     */
    CONSOLE_STDIN,
    /**
     * With the option {@code WINRS_SKIP_CMD_SHELL=TRUE} a program is started without cmd.exe, so that a name without a
     * path is not found. Server 2008 R2 did so when it was recorded (psrp/test_winrs_no_cmd_shell); later versions
     * ignore the option.
     */
    SKIPS_CMD_SHELL,
    /** The reply to Create has no {@code rsp:Shell}, only the reference: Microsoft OMI sends none (1.1). */
    CREATED_WITHOUT_SHELL
}
