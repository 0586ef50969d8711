package dev.wsman.bench;

import static dev.wsman.bench.ResultTable.text;

import dev.wsman.bench.ResultTable.Row;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remote shells: short commands, large output, many commands at the same time, and files. All clients have the same
 * heap of 64 MB, and take turns in each round.
 */
final class ShellRows {
    private static final List<String> HEAP =
            List.of("-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch", "-XX:+ExitOnOutOfMemoryError");
    /** winrm4j runs out of memory with 64 MB when it runs so many commands at once. */
    private static final List<String> LARGE_HEAP = List.of("-Xms512m", "-Xmx512m", "-XX:+ExitOnOutOfMemoryError");

    private static final int COMMANDS = 500;
    /** The other client sends one hundredth of the file, because all of it would take minutes. */
    private static final int SHARE = 100;

    /** The goal where the server limits the throughput of all clients. */
    private static final String PROCESSOR = "processor at least 2 ×";

    private static final String SESSION = "wsman-session";
    private static final String BARE = "bare HTTP";
    private static final String WINRM4J = "winrm4j";
    private static final String WINRM_JAVA = "winrm-java";
    /** Certutil writes 64 characters and CRLF for 48 bytes. */
    private static final double CERTUTIL = 66.0 / 48;

    private final Path home;
    private final RunPlan plan;
    private final ResultTable table;
    private final Map<String, ChildProcess> clients = new LinkedHashMap<>();
    private ChildProcess server;
    private String url;
    private String security;

    ShellRows(Path home, RunPlan plan, ResultTable table) {
        this.home = home;
        this.plan = plan;
        this.table = table;
    }

    void run() {
        List<String> stack = List.of("-Xss512k");
        try (ChildProcess canned = ChildProcess.start(home, "common", stack, "CannedShellServer");
                ChildProcess session = start("session", "SessionShellWorker");
                ChildProcess bare = start("session", "BareShellWorker");
                ChildProcess winrm4j = start("winrm4j", "Winrm4jWorker")) {
            use(canned, "http://127.0.0.1:" + canned.line().split(" ")[1] + "/wsman", "none");
            clients.put(SESSION, session);
            clients.put(BARE, bare);
            clients.put(WINRM4J, winrm4j);
            commands();
            output();
            parallel();
            transfers();
            clients.clear();
        }
        try (ChildProcess service = ChildProcess.start(home, "service", List.of("-Xmx512m"), "ShellService");
                ChildProcess session = start("session", "SessionShellWorker");
                ChildProcess winrm4j = start("winrm4j", "Winrm4jWorker");
                ChildProcess winrmJava = start("winrmjava", "WinrmJavaWorker")) {
            use(service, service.line(), "ntlm");
            clients.put(SESSION, session);
            clients.put(WINRM4J, winrm4j);
            clients.put(WINRM_JAVA, winrmJava);
            encrypted();
        }
    }

    private ChildProcess start(String module, String main) {
        return ChildProcess.start(home, module, HEAP, main);
    }

    private void use(ChildProcess process, String endpoint, String scheme) {
        server = process;
        url = endpoint;
        security = scheme;
    }

    private void commands() {
        String what = "a short command on a kept shell";
        Map<String, Series> rows = measure("command", 1, plan.roundMillis(), plan.rounds(), clients);
        faster(what, rows, WINRM4J);
        table.row(
                what + ", against the same messages over bare HTTP",
                "",
                () -> Ratios.slower(rows.get(SESSION), rows.get(BARE), 0));
        table.row("round trips of " + what, "at most 3", () -> {
            long ours = roundTrips(SESSION);
            return new Row(Long.toString(ours), WINRM4J + " " + roundTrips(WINRM4J), "", ours <= 3);
        });
    }

    private void faster(String what, Map<String, Series> rows, String other) {
        table.row(what + ", against " + other, "", () -> Ratios.faster(rows.get(SESSION), rows.get(other), 0));
    }

    private void output() {
        long bytes = plan.transferBytes();
        String what = text("a command that prints %d MB", bytes / 1_000_000);
        Map<String, Series> rows = measure("output", bytes, 0, plan.transfers(), clients);
        rate(what + ", against " + WINRM4J, "at least 2 ×", rows.get(SESSION), rows.get(WINRM4J), 2);
        rate(what + ", against the same messages over bare HTTP", "", rows.get(SESSION), rows.get(BARE), 0);
        table.row(what + ": live heap at 90 % of it, to that at 10 %", "at most 1.1 ×", () -> heap(bytes));
    }

    private Row heap(long bytes) {
        String reply = reply(SESSION, "heap", bytes, 0);
        if (reply.startsWith(ContenderWorker.UNMEASURED)) {
            throw new NotMeasuredException(reply.substring(ContenderWorker.UNMEASURED.length()));
        }
        String[] live = reply.split(" ");
        double ratio = Double.parseDouble(live[2]) / Double.parseDouble(live[1]);
        return new Row(megabytes(live[2]), megabytes(live[1]), text("%.2f ×", ratio), ratio <= 1.1);
    }

    private static String megabytes(String bytes) {
        return text("%.1f MB", Double.parseDouble(bytes) / 1e6);
    }

    private void rate(String what, String goal, Series ours, Series other, double least) {
        table.row(what, goal, () -> {
            double ratio = other.ratioTo(ours, Sample::nanosEach);
            double cpu = other.ratioTo(ours, Sample::cpuEach);
            Boolean holds = least == 0 ? null : (goal.equals(PROCESSOR) ? cpu : ratio) >= least;
            return new Row(rate(ours), rate(other), text("%.2f × (processor %.2f ×)", ratio, cpu), holds);
        });
    }

    private static String rate(Series series) {
        return text("%.2f MB/s", 1e3 / series.median(Sample::nanosEach));
    }

    private void parallel() {
        Map<String, Series> rows;
        try (ChildProcess winrm4j = ChildProcess.start(home, "winrm4j", LARGE_HEAP, "Winrm4jWorker")) {
            ChildProcess session = clients.get(SESSION);
            rows = measure("parallel", COMMANDS, 0, plan.transfers(), Map.of(SESSION, session, WINRM4J, winrm4j));
        }
        String threads = ShellLoad.isVirtual() ? "virtual threads" : "platform threads";
        String what = text("%d commands of 0.2 s at once on 50 shells, time of all", COMMANDS);
        table.row(what + ", against " + WINRM4J, "", () -> {
            Row row = Ratios.faster(rows.get(SESSION), rows.get(WINRM4J), 0);
            return new Row(row.measured() + ", " + threads, row.against(), row.ratio(), row.holds());
        });
    }

    /** The other clients cannot copy files over a shell; what their users do instead is done with winrm4j. */
    private void transfers() {
        long bytes = plan.transferBytes();
        String upload = text("upload of %d MB, against echo and certutil", bytes / 1_000_000);
        transfer(upload, "upload", "upload", bytes / SHARE, SHARE);
        String download = text("download of %d MB, against certutil and type", bytes / 1_000_000);
        transfer(download, "download", "output", (long) (bytes * CERTUTIL), 1);
    }

    /**
     * Measures a transfer on each side.
     *
     * @param number the size that is asked of the other client
     * @param scale how many times that is a whole transfer
     */
    private void transfer(String what, String ours, String theirs, long number, int scale) {
        long bytes = plan.transferBytes();
        Series one = new Series();
        Series other = new Series();
        long trips = 0;
        long otherTrips = 0;
        for (int i = 0; i < plan.transfers(); i++) {
            requests();
            add(one, reply(SESSION, ours, bytes, 0), bytes);
            trips = requests();
            add(other, reply(WINRM4J, theirs, number, 0), bytes / scale);
            otherTrips = requests() * scale;
        }
        rate(what, "", one, other, 0);
        Row row = new Row(
                Long.toString(trips), Long.toString(otherTrips), text("%.1f ×", (double) otherTrips / trips), null);
        table.row("round trips of the " + what, "", () -> row);
    }

    private void encrypted() {
        String what = "a short command on a kept shell, encrypted";
        Map<String, Series> rows = measure("command", 1, plan.roundMillis(), plan.rounds(), clients);
        faster(what, rows, WINRM4J);
        faster(what, rows, WINRM_JAVA);
        table.row("round trips of " + what, "at most 3", () -> {
            long ours = roundTrips(SESSION);
            String others = WINRM4J + " " + roundTrips(WINRM4J) + ", " + WINRM_JAVA + " " + roundTrips(WINRM_JAVA);
            return new Row(Long.toString(ours), others, "", ours <= 3);
        });
        long bytes = plan.transferBytes() / 5;
        String output = text("a command that prints %d MB, encrypted", bytes / 1_000_000);
        Map<String, Series> printed = measure("output", bytes, 0, plan.transfers(), clients);
        rate(output + ", against " + WINRM4J, PROCESSOR, printed.get(SESSION), printed.get(WINRM4J), 2);
        rate(output + ", against " + WINRM_JAVA, PROCESSOR, printed.get(SESSION), printed.get(WINRM_JAVA), 2);
    }

    private long requests() {
        server.send("requests");
        return Long.parseLong(server.line());
    }

    private long roundTrips(String client) {
        requests();
        reply(client, "command", 1, 0);
        return requests();
    }

    private Map<String, Series> measure(
            String operation, long number, int millis, int rounds, Map<String, ChildProcess> sides) {
        Map<String, Series> result = new LinkedHashMap<>();
        sides.forEach((client, program) -> {
            result.put(client, new Series());
            reply(program, operation, number, millis == 0 ? 0 : plan.warmUpMillis()); // its figures are discarded
        });
        for (int i = 0; i < rounds; i++) {
            sides.forEach((client, program) -> add(result.get(client), reply(program, operation, number, millis), 0));
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
        return reply(clients.get(client), operation, number, millis);
    }

    /** Returns the reply of a process; one without figures if the process has ended. */
    private String reply(ChildProcess program, String operation, long number, int millis) {
        try {
            program.send(operation + " " + url + " " + number + " " + millis + " " + security);
            return program.line();
        } catch (NotMeasuredException e) {
            return ContenderWorker.UNMEASURED + e.getMessage();
        }
    }
}
