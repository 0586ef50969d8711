package dev.wsman.testkit.protocol;

import dev.wsman.testkit.shell.HostedShell;
import dev.wsman.testkit.shell.ShellHost;
import dev.wsman.testkit.shell.ShellSettings;
import java.time.Duration;
import java.util.Locale;

/** Writes {@code rsp:Shell} (captures/windows/psrp/test_winrs_extra_opts and test_psrp_disconnect_runspaces). */
final class ShellXml {
    private static final String SHELL = ServiceNamespaces.SHELL;

    private final XmlTextWriter xml;
    private final HostedShell shell;
    private final String machine;

    private ShellXml(XmlTextWriter xml, HostedShell shell, String machine) {
        this.xml = xml;
        this.shell = shell;
        this.machine = machine;
    }

    /** Writes the shell as the reply to Create does. */
    static void created(XmlTextWriter xml, HostedShell shell, String machine) {
        ShellXml writer = new ShellXml(xml, shell, machine);
        writer.begin();
        writer.settings();
        writer.times();
        xml.close();
    }

    /** Writes the shell as Get and Enumerate do, with what the service knows about it. */
    static void item(XmlTextWriter xml, HostedShell shell, String machine, ShellHost host) {
        ShellXml writer = new ShellXml(xml, shell, machine);
        writer.begin();
        writer.element("ProcessId", Long.toString(ProcessHandle.current().pid()));
        writer.settings();
        writer.element("MaxIdleTimeOut", seconds(host.maxIdleTimeout()));
        writer.element("Locale", "en-US");
        writer.element("DataLocale", "en-US");
        writer.element("CompressionMode", "NoCompression");
        writer.element("ProfileLoaded", shell.settings().profile() ? "Yes" : "No");
        writer.element("Encoding", "UTF8");
        writer.element("BufferMode", "Block");
        writer.element("State", "Connected");
        writer.times();
        writer.element("MemoryUsed", "8MB");
        writer.element("ChildProcesses", Integer.toString(shell.runningCommands()));
        xml.close();
    }

    private void begin() {
        xml.open(SHELL, "Shell");
        element("ShellId", shell.id());
        element("ResourceUri", ServiceNamespaces.CMD_SHELL);
        String user = shell.settings().user();
        boolean qualified = user.contains("\\") || user.contains("@") || user.isEmpty();
        element("Owner", qualified ? user : machine.toUpperCase(Locale.ROOT) + "\\" + user);
        element("ClientIP", shell.settings().clientAddress());
    }

    private void settings() {
        ShellSettings settings = shell.settings();
        settings.workingDirectory().ifPresent(directory -> element("WorkingDirectory", directory));
        if (!settings.environment().isEmpty()) {
            xml.open(SHELL, "Environment");
            settings.environment().forEach((name, value) -> xml.open(SHELL, "Variable")
                    .attribute("", "Name", name)
                    .text(value)
                    .close());
            xml.close();
        }
        element("IdleTimeOut", seconds(shell.idleTimeout()));
        element("InputStreams", settings.inputStreams());
        element("OutputStreams", settings.outputStreams());
    }

    private void times() {
        element("ShellRunTime", days(shell.runTime()));
        element("ShellInactivity", days(shell.inactivity()));
    }

    private void element(String name, String text) {
        xml.element(SHELL, name, text);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "PT%d.%03dS", time.toSeconds(), time.toMillisPart());
    }

    private static String days(Duration time) {
        return String.format(
                Locale.ROOT,
                "P%dDT%dH%dM%dS",
                time.toDays(),
                time.toHoursPart(),
                time.toMinutesPart(),
                time.toSecondsPart());
    }
}
