package dev.wsman.bench;

import static dev.wsman.bench.ResultTable.text;

import dev.wsman.bench.ResultTable.Row;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remote shells: short commands, large output, many commands at the same time, and files. All clients have the same heap
 * of 64 MB, and take turns in each round.
 */
final class ShellRows {
    private static final List<String> HEAP = List.of("-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch");
    private static final int COMMANDS = 500;
    /** Certutil writes 64 characters and CRLF for 48 bytes. */
    private static final double CERTUTIL = 66.0 / 48;

    private final Path home;
    private final RunPlan plan;
    private final ResultTable table;
    private final Map<String, ChildProcess> clients = new LinkedHashMap<>();
    private ChildProcess server;
    private String url;

    ShellRows(Path home, RunPlan plan, ResultTable table) {
        this.home = home;
        this.plan = plan;
        this.table = table;
    }

    void run() {
        try (ChildProcess serverProcess = ChildProcess.start(home, "common", List.of("-Xss512k"), "CannedShellServer");
                ChildProcess session = start("session", "SessionShellWorker");
                ChildProcess bare = start("session", "BareShellWorker");
                ChildProcess winrm4j = start("winrm4j", "Winrm4jWorker");
                ChildProcess winrmJava = start("winrmjava", "WinrmJavaWorker")) {
            server = serverProcess;
            url = "http://127.0.0.1:" + server.line().split(" ")[1] + "/wsman";
            clients.put("session", session);
            clients.put("bare", bare);
            clients.put("winrm4j", winrm4j);
            clients.put("winrm-java", winrmJava);
            commands();
            output();
            parallel();
            transfers();
        }
    }

    private ChildProcess start(String module, String main) {
        return ChildProcess.start(home, module, HEAP, main);
    }

    private void commands() {
        Map<String, Series> rows = measure("command", 1, plan.roundMillis(), plan.rounds(), clients);
        String what = "a short command on a kept shell";
        against(what, rows, "winrm4j", "");
        against(what, rows, "winrm-java", "");
        against(what, rows, "bare", "the same messages over bare HTTP");
        table.row("round trips of " + what, "at most 3", () -> {
            long ours = roundTrips("session", "command", 1);
            String others = "winrm4j " + roundTrips("winrm4j", "command", 1) + ", winrm-java "
                    + roundTrips("winrm-java", "command", 1);
            return new Row(Long.toString(ours), others, "", ours <= 3);
        });
    }

    private void against(String what, Map<String, Series> rows, String other, String name) {
        table.row(
                what + ", against " + (name.isEmpty() ? other : name),
                "",
                () -> name.isEmpty()
                        ? SpeedRows.faster(rows.get("session"), rows.get(other), 0)
                        : SpeedRows.slower(rows.get("session"), rows.get(other), 0));
    }

    private void output() {
        long bytes = plan.transferBytes();
        String what = text("a command that prints %d MB", bytes / 1_000_000);
        Map<String, Series> rows = measure("output", bytes, 0, plan.transfers(), clients);
        rate(what + ", against winrm4j", "at least 2 ×", rows.get("session"), rows.get("winrm4j"), 2);
        rate(what + ", against winrm-java", "at least 2 ×", rows.get("session"), rows.get("winrm-java"), 2);
        rate(what + ", against the same messages over bare HTTP", "", rows.get("session"), rows.get("bare"), 0);
        table.row(what + " with -Xmx64m: live heap at 90 % of it, to that at 10 %", "at most 1.1 ×", () -> {
            String[] live = reply("session", "heap", bytes, 0).split(" ");
            double ratio = Double.parseDouble(live[2]) / Double.parseDouble(live[1]);
            return new Row(megabytes(live[2]), megabytes(live[1]), text("%.2f ×", ratio), ratio <= 1.1);
        });
    }

    private static String megabytes(String bytes) {
        return text("%.1f MB", Double.parseDouble(bytes) / 1e6);
    }

    private void rate(String what, String goal, Series ours, Series other, double least) {
        table.row(what, goal, () -> {
            double ratio = other.ratioTo(ours, Sample::nanosEach);
            double cpu = other.ratioTo(ours, Sample::cpuEach);
            return new Row(
                    rate(ours),
                    rate(other),
                    text("%.2f × (processor %.2f ×)", ratio, cpu),
                    least == 0 ? null : ratio >= least);
        });
    }

    private static String rate(Series series) {
        return text("%.1f MB/s", 1e3 / series.median(Sample::nanosEach));
    }

    private void parallel() {
        Map<String, ChildProcess> some = new LinkedHashMap<>(clients);
        some.keySet().retainAll(List.of("session", "winrm4j"));
        Map<String, Series> rows = measure("parallel", COMMANDS, 0, plan.transfers(), some);
        String threads = ShellLoad.isVirtual() ? "virtual threads" : "platform threads";
        table.row(text("%d commands of 0.2 s at once on 50 shells, against winrm4j", COMMANDS), "", () -> {
            Row row = SpeedRows.faster(rows.get("session"), rows.get("winrm4j"), 0);
            return new Row(row.measured() + ", " + threads, row.against(), row.ratio(), row.holds());
        });
    }

    /** The other clients cannot copy files; what their users do instead is done with winrm4j. */
    private void transfers() {
        long bytes = plan.transferBytes();
        long sent = bytes / 100;
        long printed = (long) (bytes * CERTUTIL);
        transfer(
                text("upload of %d MB, against echo and certutil", bytes / 1_000_000), "upload", bytes, "upload", sent);
        transfer(
                text("download of %d MB, against certutil and type", bytes / 1_000_000),
                "download",
                bytes,
                "output",
                printed);
    }

    /** Measures one transfer on each side. That of the other side may be smaller or larger; figures are scaled. */
    private void transfer(String what, String ours, long bytes, String theirs, long theirBytes) {
        double scale = theirs.equals("upload") ? (double) bytes / theirBytes : 1;
        Series one = new Series();
        Series other = new Series();
        long trips = 0;
        double otherTrips = 0;
        for (int i = 0; i < plan.transfers(); i++) {
            server.send("requests");
            server.line();
            add(one, reply("session", ours, bytes, 0), bytes);
            trips = requests();
            add(other, reply("winrm4j", theirs, theirBytes, 0), (long) (bytes / scale));
            otherTrips = requests() * scale;
        }
        rate(what, "", one, other, 0);
        long most = trips;
        double least = otherTrips;
        table.row(
                "round trips of the " + what,
                "",
                () -> new Row(Long.toString(most), text("%.0f", least), text("%.1f ×", least / most), null));
    }

    private long requests() {
        server.send("requests");
        return Long.parseLong(server.line());
    }

    private long roundTrips(String client, String operation, long number) {
        requests();
        reply(client, operation, number, 0);
        return requests();
    }

    private Map<String, Series> measure(
            String operation, long number, int millis, int rounds, Map<String, ChildProcess> sides) {
        Map<String, Series> result = new LinkedHashMap<>();
        sides.keySet().forEach(client -> {
            result.put(client, new Series());
            reply(client, operation, number, millis == 0 ? 0 : plan.warmUpMillis()); // its figures are discarded
        });
        for (int i = 0; i < rounds; i++) {
            sides.keySet().forEach(client -> add(result.get(client), reply(client, operation, number, millis), 0));
        }
        return result;
    }

    /** Adds a sample; a count other than 0 replaces that of the client. */
    private static void add(Series series, String reply, long count) {
        if (reply.startsWith(ContenderWorker.UNMEASURED)) {
            series.missing(reply.substring(ContenderWorker.UNMEASURED.length()));
        } else {
            Sample sample = Sample.parse(reply);
            series.add(count == 0 ? sample : new Sample(count, sample.nanos(), sample.cpu(), 0));
        }
    }

    private String reply(String client, String operation, long number, int millis) {
        ChildProcess program = clients.get(client);
        program.send(operation + " " + url + " " + number + " " + millis);
        return program.line();
    }
}
