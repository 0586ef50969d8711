package dev.wsman.bench;

import static dev.wsman.bench.ResultTable.text;

import dev.wsman.bench.ResultTable.Row;
import java.nio.file.Path;
import java.util.Map;

/**
 * Encrypted messages: the processor time of an item, against that of an item over plain http and that of the same cipher
 * over the same bytes, by JCE or JSSE alone.
 */
final class EncryptionRows {
    private static final double GOAL = 1.25;
    private static final int[] BATCHES = {30, 1000};

    private final Path home;
    private final RunPlan plan;
    private final ResultTable table;

    EncryptionRows(Path home, RunPlan plan, ResultTable table) {
        this.home = home;
        this.plan = plan;
        this.table = table;
    }

    void run() {
        try (SecureFrontProcess front = new SecureFrontProcess(home)) {
            for (int batch : BATCHES) {
                Map<String, Series> sides =
                        front.measure(plan, batch, "plain", "ntlm", "rc4", "kerberos", "aes256", "tls", "tls13");
                row(sides, batch, "NTLM", "ntlm", "rc4", "RC4 and HMAC-MD5 by JCE");
                row(
                        sides,
                        batch,
                        "Kerberos",
                        "kerberos",
                        "aes256",
                        "AES-256 with cipher text stealing and HMAC-SHA1 by JCE");
                row(sides, batch, "TLS 1.3", "tls", "tls13", "TLS 1.3 by an SSLEngine");
            }
        }
    }

    private void row(Map<String, Series> sides, int batch, String scheme, String side, String cipher, String alone) {
        String what = text(
                "untyped enumeration encrypted with %s, batches of %d, against plain and %s", scheme, batch, alone);
        table.row(what, text("processor at most %s ×", GOAL), () -> {
            double encrypted = sides.get(side).median(Sample::cpuEach);
            double plain = sides.get("plain").median(Sample::cpuEach);
            double bare = sides.get(cipher).median(Sample::cpuEach);
            double ratio = sides.get(side).ratioToSum(sides.get("plain"), sides.get(cipher), Sample::cpuEach);
            return new Row(
                    Times.text(encrypted),
                    Times.text(plain) + " + " + Times.text(bare),
                    text("processor %.2f ×", ratio),
                    ratio <= GOAL);
        });
    }
}
