package dev.wsman.bench;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Measures encrypted enumerations and logins in this process. The arguments are the server's folder and its URLs, see
 * {@link SecureSides}. Reads one line per measurement, {@code SIDE BATCH MILLISECONDS}, and replies with {@code sample
 * COUNT NANOS CPU BYTES} or {@code unmeasured REASON}. If the batch is 0, each run is a login. The processor time is
 * that of the calling thread; for logins with Kerberos it is that of the process without the JVM's compilers, because a
 * session fetches tickets on another thread.
 */
public final class SecureWorker {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final SecureSides sides;
    private final Map<String, SecureSide> open = new HashMap<>();

    private SecureWorker(SecureSides sides) {
        this.sides = sides;
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err); // output of libraries must not mix with the replies
        SecureWorker worker = new SecureWorker(new SecureSides(arguments));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(worker.reply(line));
        }
        System.exit(0); // the sessions are still open
    }

    private String reply(String line) {
        String[] words = line.split(" ");
        int batch = Integer.parseInt(words[1]);
        try {
            String key = words[0] + " " + batch;
            SecureSide side = open.get(key);
            if (side == null) {
                side = sides.open(words[0], batch);
                open.put(key, side);
            }
            boolean threads = batch == 0 && words[0].contains("kerberos");
            LongSupplier cpu =
                    threads ? ProcessState::processorNanosWithoutCompilers : THREADS::getCurrentThreadCpuTime;
            return measure(side, Long.parseLong(words[2]) * 1_000_000, cpu).line();
        } catch (Exception e) {
            e.printStackTrace();
            return ContenderWorker.UNMEASURED + e.toString().lines().findFirst().orElse("");
        }
    }

    private static Sample measure(SecureSide side, long nanos, LongSupplier cpu) throws Exception {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long used = cpu.getAsLong();
        long start = System.nanoTime();
        long count = 0;
        do {
            count += side.run();
        } while (System.nanoTime() - start < nanos);
        return new Sample(
                count,
                System.nanoTime() - start,
                cpu.getAsLong() - used,
                THREADS.getCurrentThreadAllocatedBytes() - allocated);
    }
}
