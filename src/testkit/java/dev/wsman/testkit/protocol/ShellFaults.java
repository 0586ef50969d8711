package dev.wsman.testkit.protocol;

import dev.wsman.testkit.shell.ShellFault;
import dev.wsman.testkit.shell.ShellFaultException;

/**
 * The faults of shells. Codes, subcodes and details of the recorded ones follow captures/windows/psrp
 * (test_winrs_operation_timeout, test_winrs_bad_cmd_id, test_winrs_fail_poll_process, test_winrs_no_cmd_shell) and
 * captures/windows/faults/max_concurrent. The subcodes of the others are not recorded.
 */
final class ShellFaults {
    private ShellFaults() {}

    static ServiceFault fault(ShellFaultException raised) {
        ShellFault fault = raised.fault();
        String message = raised.getMessage();
        ServiceFault built = kind(fault).nativeCode(fault.code()).reason(message);
        return fromPlugin(fault) ? built.shellPlugin(message) : built;
    }

    private static ServiceFault kind(ShellFault fault) {
        return switch (fault) {
            case TIMED_OUT -> FaultKind.TIMED_OUT.fault();
            case UNKNOWN_SHELL, UNKNOWN_COMMAND -> FaultKind.INVALID_SELECTORS.fault("UnexpectedSelectors");
            case NO_COMMAND_ID, INVALID_INPUT_STREAM, INVALID_DESIRED_STREAMS, IDLE_TIMEOUT_OUT_OF_BOUNDS ->
                FaultKind.INVALID_PARAMETER.fault("InvalidValue");
            case UNSUPPORTED_CODE_PAGE -> FaultKind.INVALID_OPTIONS.fault("InvalidValue");
            case COMMAND_EXISTS -> FaultKind.ALREADY_EXISTS.fault();
            case NOT_ALLOWED -> FaultKind.ACCESS_DENIED.fault();
            case DISCONNECT_NOT_SUPPORTED -> FaultKind.UNSUPPORTED_FEATURE.fault();
            default -> FaultKind.INTERNAL_ERROR.fault();
        };
    }

    /** Whether the plug-in of cmd.exe reports the fault, rather than the service. */
    private static boolean fromPlugin(ShellFault fault) {
        return switch (fault) {
            case NO_COMMAND_ID, FILE_NOT_FOUND, DIRECTORY_NOT_FOUND, PIPE_ENDED, UNEXPECTED_COMMAND -> true;
            default -> false;
        };
    }
}
