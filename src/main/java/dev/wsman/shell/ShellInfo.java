package dev.wsman.shell;

import dev.wsman.Instance;
import dev.wsman.internal.shell.ShellClient;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A shell on the server, as {@link RemoteShell#list} returns it ({@code rsp:Shell}, MS-WSMV 2.2.4.37). Everything but
 * the identifier is empty if the server did not send it. Fields that this record does not have are ignored.
 *
 * @param id the identifier, as the server sent it
 * @param resourceUri the kind of the shell: {@code http://schemas.microsoft.com/wbem/wsman/1/windows/shell/cmd} for
 *     commands, which is also assumed if the server sends none; {@code
 *     http://schemas.microsoft.com/powershell/Microsoft.PowerShell} for PowerShell
 * @param name the name that its client gave it
 * @param owner the user, {@code HOST\name}
 * @param clientAddress the IP address of its client, as the server sees it
 * @param processId the process that hosts it on the server
 * @param state {@code Connected} or {@code Disconnected}
 * @param runTime how long it has existed
 * @param inactivity how long it has had no request
 * @param idleTimeout the time without a request after which the server deletes it
 * @param childProcesses the number of processes that its commands have
 * @param memoryUsed the memory of its processes, as the server writes it: {@code 46MB}
 */
public record ShellInfo(
        String id,
        String resourceUri,
        Optional<String> name,
        Optional<String> owner,
        Optional<String> clientAddress,
        OptionalLong processId,
        Optional<String> state,
        Optional<Duration> runTime,
        Optional<Duration> inactivity,
        Optional<Duration> idleTimeout,
        OptionalLong childProcesses,
        Optional<String> memoryUsed) {

    static ShellInfo of(Instance shell) {
        return new ShellInfo(
                text(shell, "ShellId").orElse(""),
                text(shell, "ResourceUri").orElse(ShellClient.CMD),
                text(shell, "Name"),
                text(shell, "Owner"),
                text(shell, "ClientIP"),
                shell.integer("ProcessId"),
                text(shell, "State"),
                shell.duration("ShellRunTime"),
                shell.duration("ShellInactivity"),
                shell.duration("IdleTimeOut"),
                shell.integer("ChildProcesses"),
                text(shell, "MemoryUsed"));
    }

    private static Optional<String> text(Instance shell, String name) {
        return shell.text(name).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Returns whether the shell is one for commands, as {@link RemoteShell} opens them. */
    public boolean isCommandShell() {
        return resourceUri.equals(ShellClient.CMD);
    }
}
