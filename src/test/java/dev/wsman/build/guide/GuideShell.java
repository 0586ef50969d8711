package dev.wsman.build.guide;

import dev.wsman.fixture.PowerShellTransfers;
import dev.wsman.testkit.shell.CommandCall;
import dev.wsman.testkit.shell.CommandHandler;
import dev.wsman.testkit.shell.ShellHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The programs that the blocks of guides run, each with an output of its own. Others do not exist. */
final class GuideShell {
    private GuideShell() {}

    /** Returns the host of a page, whose disk is a directory of this machine. */
    static ShellHost host(Path disk) {
        ShellHost host = ShellHost.handlers();
        List.of("ipconfig", "net", "ping", "backup", "tool", "sc", "whoami", "hostname", "findstr")
                .forEach(name -> host.command(name, GuideShell::printArguments));
        return host.command("C:\\Program Files\\Tool\\tool.exe", GuideShell::printArguments)
                .command("sort", GuideShell::sort)
                .powerShell(new PowerShell(disk));
    }

    private static int printArguments(CommandCall call) throws IOException {
        call.print(call.command() + " " + call.arguments() + "\r\n");
        return 0;
    }

    private static int sort(CommandCall call) throws IOException {
        String input = new String(call.stdin().readAllBytes(), call.charset());
        call.print(input.lines().sorted().collect(Collectors.joining("\r\n", "", "\r\n")));
        return 0;
    }

    /** Plays the transfers of files; every other script prints JSON. */
    private static final class PowerShell implements CommandHandler {
        private final PowerShellTransfers transfers;

        PowerShell(Path disk) {
            this.transfers = new PowerShellTransfers(disk);
        }

        @Override
        public int run(CommandCall call) throws Exception {
            if (call.script().startsWith("$name=")) {
                return transfers.run(call);
            }
            call.stdout().write("{\"Name\":\"a.txt\",\"Length\":3}\r\n".getBytes(StandardCharsets.UTF_8));
            return 0;
        }
    }
}
