package dev.wsman.testkit.data;

import java.util.List;

/** A service in its initial state. Names and paths are those of Windows. */
record ServiceSeed(
        String name,
        String displayName,
        String description,
        String path,
        String account,
        String startMode,
        boolean running,
        boolean stoppable,
        boolean pausable,
        List<String> dependencies) {
    private static final String HOST = "C:\\Windows\\system32\\svchost.exe -k ";
    private static final String SYSTEM = "LocalSystem";
    private static final String LOCAL = "NT AUTHORITY\\LocalService";
    private static final String NETWORK = "NT AUTHORITY\\NetworkService";

    static final List<ServiceSeed> ALL = List.of(
            running(
                            "RpcSs",
                            "Remote Procedure Call (RPC)",
                            "Serves the activation of COM objects.",
                            HOST + "rpcss",
                            NETWORK)
                    .unstoppable(),
            running(
                            "winmgmt",
                            "Windows Management Instrumentation",
                            "Gives access to management data.",
                            HOST + "netsvcs",
                            SYSTEM)
                    .acceptingPause()
                    .after("RpcSs"),
            running(
                            "Spooler",
                            "Print Spooler",
                            "Keeps print jobs and talks to the printer.",
                            "C:\\Windows\\System32\\spoolsv.exe",
                            SYSTEM)
                    .after("RpcSs"),
            running(
                            "W32Time",
                            "Windows Time",
                            "Keeps date and time the same on all machines.",
                            HOST + "LocalService",
                            LOCAL)
                    .manual(),
            running(
                            "WinRM",
                            "Windows Remote Management (WS-Management)",
                            "Replies to WS-Management requests.",
                            HOST + "NetworkService",
                            NETWORK)
                    .after("RpcSs"),
            running(
                            "LanmanWorkstation",
                            "Workstation",
                            "Keeps connections to remote servers.",
                            HOST + "NetworkService",
                            NETWORK)
                    .acceptingPause(),
            running(
                            "Netlogon",
                            "Netlogon",
                            "Keeps a secure channel to the domain.",
                            "C:\\Windows\\system32\\lsass.exe",
                            SYSTEM)
                    .acceptingPause()
                    .after("LanmanWorkstation"),
            stopped(
                            "BITS",
                            "Background Intelligent Transfer Service",
                            "Moves files while the network is idle.",
                            "Manual",
                            SYSTEM)
                    .after("RpcSs"),
            stopped("RemoteRegistry", "Remote Registry", "Lets remote users change the registry.", "Disabled", LOCAL)
                    .after("RpcSs"));

    private static ServiceSeed running(
            String name, String displayName, String description, String path, String account) {
        return new ServiceSeed(name, displayName, description, path, account, "Auto", true, true, false, List.of());
    }

    private static ServiceSeed stopped(
            String name, String displayName, String description, String startMode, String account) {
        return new ServiceSeed(
                name, displayName, description, HOST + "netsvcs", account, startMode, false, true, false, List.of());
    }

    private ServiceSeed unstoppable() {
        return new ServiceSeed(
                name, displayName, description, path, account, startMode, running, false, pausable, dependencies);
    }

    private ServiceSeed acceptingPause() {
        return new ServiceSeed(
                name, displayName, description, path, account, startMode, running, stoppable, true, dependencies);
    }

    private ServiceSeed manual() {
        return new ServiceSeed(
                name, displayName, description, path, account, "Manual", running, stoppable, pausable, dependencies);
    }

    private ServiceSeed after(String dependency) {
        return new ServiceSeed(
                name,
                displayName,
                description,
                path,
                account,
                startMode,
                running,
                stoppable,
                pausable,
                List.of(dependency));
    }

    boolean sharesItsProcess() {
        return path.startsWith(HOST);
    }
}
