package dev.wsman.testkit.shell;

/** Why the shell service rejects a request: the native code of Windows (wsman-error-codes.txt) and the message. */
public enum ShellFault {
    TIMED_OUT(2150858793L, "The command has not written anything within the OperationTimeout."),
    /** psrp/test_winrs_bad_cmd_id. */
    UNKNOWN_SHELL(
            2150858843L, "A shell with this identifier does not exist. It was deleted, or it was idle for too long."),
    /** psrp/test_winrs_bad_cmd_id. */
    UNKNOWN_COMMAND(
            2150858843L, "There is no command with this identifier. It has completed, or the identifier is not valid."),
    /** psrp/test_winrs_fail_poll_process. */
    NO_COMMAND_ID(87, "The parameter is incorrect."),
    COMMAND_EXISTS(2150858803L, "There is already a command with this identifier."),
    RECEIVE_IN_PROGRESS(2150859047L, "Another Receive of this command is in progress."),
    INVALID_INPUT_STREAM(2150859147L, "The command does not have this input stream."),
    INVALID_DESIRED_STREAMS(2150859149L, "The command does not have this output stream."),
    PIPE_ENDED(2147942509L, "The pipe has been ended."),
    /** The request was aborted because the shell was deleted. */
    ABORTED(995, "The operation was aborted because the shell is closing."),
    NOT_ALLOWED(2150859180L, "Remote shell access is not allowed on this service."),
    UNSUPPORTED_CODE_PAGE(
            2150859072L,
            "The server cannot set this code page. Choose another; the command chcp shows the current one."),
    IDLE_TIMEOUT_OUT_OF_BOUNDS(2150859250L, "The idle time-out is out of the bounds of the service."),
    MAX_SHELLS(2150859173L, "This user has too many shells. Close some, or raise the quota."),
    /** faults/max_concurrent. */
    MAX_OPERATIONS(2150859174L, "This user has too many concurrent operations. Close some, or raise the quota."),
    MAX_PROCESSES(2150859241L, "This shell has too many commands. Terminate some, or raise the quota."),
    DISCONNECT_NOT_SUPPORTED(2150859205L, "This shell cannot be disconnected."),
    /** psrp/test_winrs_no_cmd_shell. */
    FILE_NOT_FOUND(2147942402L, "The system cannot find the file specified."),
    DIRECTORY_NOT_FOUND(2147942667L, "The directory name is invalid."),
    /** The expectation of a test is not met. */
    UNEXPECTED_COMMAND(2147942402L, "The test does not expect this command.");

    private final long code;
    private final String message;

    ShellFault(long code, String message) {
        this.code = code;
        this.message = message;
    }

    /** The native code. */
    public long code() {
        return code;
    }

    /** The usual message. */
    public String message() {
        return message;
    }

    /** Returns an exception with the usual message. */
    public ShellFaultException exception() {
        return new ShellFaultException(this, message);
    }

    /** Returns an exception with another message. */
    public ShellFaultException exception(String otherMessage) {
        return new ShellFaultException(this, otherMessage);
    }
}
