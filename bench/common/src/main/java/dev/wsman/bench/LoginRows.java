package dev.wsman.bench;

import static dev.wsman.bench.ResultTable.text;

import dev.wsman.bench.ResultTable.Row;
import java.nio.file.Path;
import java.util.Map;

/**
 * Logging on: the processor time of a new session from its builder to the reply to Identify and its end, against the
 * same legs over HttpCore with JSSE, JGSS or the cryptography of NTLM alone.
 */
final class LoginRows {
    private static final double GOAL = 1.3;

    private final Path home;
    private final RunPlan plan;
    private final ResultTable table;

    LoginRows(Path home, RunPlan plan, ResultTable table) {
        this.home = home;
        this.plan = plan;
        this.table = table;
    }

    void run() {
        try (SecureFrontProcess front = new SecureFrontProcess(home)) {
            row(front, "with NTLM", "ntlm", text("at most %s ×", GOAL), false);
            row(front, "with Kerberos, tickets included", "kerberos", text("at most %s ×", GOAL), false);
            row(front, "with Kerberos, tickets of an open session", "kerberos-ticket", "", false);
            row(front, "over TLS, full handshake", "tls-full", text("at most %s ×", GOAL), true);
            row(front, "over TLS, resumed", "tls", text("at most %s ×", GOAL), false);
        }
    }

    /** Measures a row. It is not valid if a TLS session was not resumed where it should be, or the other way round. */
    private void row(SecureFrontProcess front, String how, String side, String goal, boolean full) {
        String bare = "bare-" + side;
        front.fullHandshakes();
        Map<String, Series> sides = front.measure(plan, 0, side, bare);
        long handshakes = front.fullHandshakes();
        table.row("a new session " + how + ", build to first reply, against bare legs", goal, () -> {
            requireHandshakes(
                    handshakes,
                    full ? sides.values().stream().mapToLong(Series::count).sum() : 0);
            double ratio = sides.get(side).ratioTo(sides.get(bare), Sample::cpuEach);
            return new Row(
                    Times.text(sides.get(side).median(Sample::cpuEach)),
                    Times.text(sides.get(bare).median(Sample::cpuEach)),
                    text("processor %.2f ×", ratio),
                    goal.isEmpty() ? null : ratio <= GOAL);
        });
    }

    /**
     * Checks the number of full handshakes. Warm-ups are not counted in {@code logins}, but their handshakes are; and the
     * first connection of each side has no TLS session to resume.
     */
    private static void requireHandshakes(long number, long logins) {
        if (logins == 0 ? number > 2 : number < logins) {
            throw new NotMeasuredException(number + " TLS handshakes were full ones, of " + logins + " or more logins");
        }
    }
}
