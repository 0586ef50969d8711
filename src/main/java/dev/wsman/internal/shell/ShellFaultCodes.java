package dev.wsman.internal.shell;

import dev.wsman.internal.fault.ServerFault;
import dev.wsman.internal.protocol.ReplyHead;
import dev.wsman.internal.protocol.ReplyReader;
import java.util.Set;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** The native codes of Windows about shells and commands, by their meaning. */
public final class ShellFaultCodes {
    /** The shell or the command does not exist: deleted, expired, or the service was restarted. */
    private static final long UNEXPECTED_SELECTORS = 2150858843L;

    private static final long SHELL_ALREADY_CLOSED = 2150859082L;
    private static final long COMMAND_ALREADY_CLOSED = 2150859087L;
    private static final long SHELL_NOT_INITIALIZED = 2150859118L;
    /** ERROR_KEY_DELETED as an HRESULT: the user's profile, which the shell needs, was unloaded. */
    private static final long PROFILE_UNLOADED = 2147943418L;

    /** ERROR_BROKEN_PIPE and ERROR_NO_DATA as HRESULTs: the command, which has ended, does not read its input. */
    private static final long BROKEN_PIPE = 2147942509L;

    private static final long PIPE_CLOSING = 2147942632L;

    private static final long OPERATION_ABORTED = 995;
    private static final long COMMAND_TERMINATED = 2150859212L;

    private static final Set<Long> SHELL_GONE =
            Set.of(UNEXPECTED_SELECTORS, SHELL_ALREADY_CLOSED, SHELL_NOT_INITIALIZED, PROFILE_UNLOADED);
    private static final Set<Long> GONE = Set.of(
            UNEXPECTED_SELECTORS,
            SHELL_ALREADY_CLOSED,
            SHELL_NOT_INITIALIZED,
            PROFILE_UNLOADED,
            COMMAND_ALREADY_CLOSED,
            BROKEN_PIPE,
            PIPE_CLOSING,
            OPERATION_ABORTED,
            COMMAND_TERMINATED);
    /** ERROR_WINRS_RECEIVE_IN_PROGRESS, ERROR_WINRS_RECEIVE_NO_RESPONSE_DATA, EVENTING_CONCURRENT_CLIENT_RECEIVE. */
    private static final Set<Long> BUSY = Set.of(2150859047L, 2150859048L, 2150858891L);

    private static final long MAX_OPERATIONS = 2150859174L;
    private static final long FIRST_PLUGIN_QUOTA = 2150859236L;
    private static final long LAST_PLUGIN_QUOTA = 2150859242L;

    private ShellFaultCodes() {}

    /** Returns whether the code reports that the shell of a rejected command does not exist any more. */
    public static boolean isShellGone(long code) {
        return SHELL_GONE.contains(code);
    }

    /** Returns whether the code reports a limit of concurrent operations or of a plug-in, which may pass. */
    public static boolean isPassingQuota(long code) {
        return code == MAX_OPERATIONS || code >= FIRST_PLUGIN_QUOTA && code <= LAST_PLUGIN_QUOTA;
    }

    /** Returns whether the code reports that the shell or the command has ended. */
    public static boolean isGone(long code) {
        return GONE.contains(code);
    }

    static boolean isGone(ServerFault fault) {
        return has(fault.nativeCode(), GONE);
    }

    static boolean isTerminated(ServerFault fault) {
        return has(fault.nativeCode(), Set.of(COMMAND_TERMINATED));
    }

    static boolean isBusy(ServerFault fault) {
        return has(fault.nativeCode(), BUSY);
    }

    private static boolean has(@Nullable Long code, Set<Long> codes) {
        return code != null && codes.contains(code);
    }

    /** Reads the reply to a request that ends something: it is not a failure if it has already ended. */
    static ReplyReader<@Nullable Void> endingReader() {
        return new ReplyReader<>() {
            @Override
            public @Nullable Void read(XMLStreamReader body, ReplyHead head) {
                return null;
            }

            @Override
            public @Nullable Void readFault(ServerFault fault, ReplyHead head) {
                return isGone(fault) ? null : ReplyReader.super.readFault(fault, head);
            }
        };
    }
}
