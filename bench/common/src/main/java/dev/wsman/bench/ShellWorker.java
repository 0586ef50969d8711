package dev.wsman.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * Measures a client of remote shells in this process. Reads one line per measurement, {@code OPERATION URL NUMBER
 * MILLISECONDS SECURITY}, and replies with {@code sample COUNT NANOS CPU 0} or {@code unmeasured REASON}. The
 * processor time is that of the process, because clients receive on threads of their own. SECURITY is {@code ntlm} or
 * {@code none}.
 */
public final class ShellWorker {
    private static final int SHELLS = 50;
    private static final com.sun.management.OperatingSystemMXBean SYSTEM =
            (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final ShellContender.Factory factory;
    private final Map<String, ShellContender> open = new HashMap<>();

    private ShellWorker(ShellContender.Factory factory) {
        this.factory = factory;
    }

    /** Executes commands until the input ends. */
    public static void run(ShellContender.Factory factory) throws IOException {
        PrintStream out = System.out;
        System.setOut(System.err); // output of libraries must not mix with the replies
        ShellWorker worker = new ShellWorker(factory);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(worker.reply(line));
        }
        worker.open.values().forEach(ShellContender::close);
        System.exit(0); // a client may have threads that are still waiting
    }

    private String reply(String line) {
        String[] words = line.split(" ");
        try {
            ShellContender contender =
                    open.computeIfAbsent(words[1], url -> factory.open(url, words[4].equals("ntlm")));
            long number = Long.parseLong(words[2]);
            return words[0].equals("heap")
                    ? heap(contender, number)
                    : sample(words[0], contender, number, Long.parseLong(words[3]));
        } catch (NotMeasuredException e) {
            return ContenderWorker.UNMEASURED + e.getMessage();
        } catch (Exception | OutOfMemoryError e) {
            e.printStackTrace();
            return ContenderWorker.UNMEASURED + e.toString().lines().findFirst().orElse("");
        }
    }

    /** Repeats an operation for a time; at least once. */
    private static String sample(String operation, ShellContender contender, long number, long millis)
            throws IOException {
        Path file = operation.equals("upload") ? randomFile(number) : null;
        long cpu = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        long count = 0;
        do {
            count += once(operation, contender, number, file);
        } while (System.nanoTime() - start < millis * 1_000_000);
        Sample sample = new Sample(count, System.nanoTime() - start, SYSTEM.getProcessCpuTime() - cpu, 0);
        if (file != null) {
            Files.delete(file);
        }
        return sample.line();
    }

    private static long once(String operation, ShellContender contender, long number, Path file) throws IOException {
        switch (operation) {
            case "command" -> contender.command();
            case "parallel" -> contender.parallel((int) number, SHELLS);
            case "output" -> {
                return required(number, contender.output(number, bytes -> {}));
            }
            case "upload" -> {
                contender.upload(file);
                return number;
            }
            case "download" -> {
                return download(contender, number);
            }
            default -> throw new IllegalArgumentException("unknown operation " + operation);
        }
        return 1;
    }

    private static long download(ShellContender contender, long bytes) throws IOException {
        Path file = Files.createTempFile("bench", ".download");
        try {
            contender.download(file, bytes);
            return bytes;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** A figure for less output would be meaningless. */
    private static long required(long expected, long received) {
        if (received != expected) {
            throw new NotMeasuredException(received + " bytes received instead of " + expected);
        }
        return received;
    }

    private static Path randomFile(long bytes) throws IOException {
        Path file = Files.createTempFile("bench", ".upload");
        byte[] some = new byte[1 << 16];
        new Random(7).nextBytes(some);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = bytes; left > 0; left -= some.length) {
                out.write(some, 0, (int) Math.min(left, some.length));
            }
        }
        return file;
    }

    /** Returns the live heap after a tenth and after nine tenths of some output: {@code heap BYTES BYTES}. */
    private static String heap(ShellContender contender, long bytes) {
        long[] live = new long[2];
        long[] marks = {bytes / 10, bytes * 9 / 10};
        long received = contender.output(bytes, soFar -> {
            for (int i = 0; i < live.length; i++) {
                if (live[i] == 0 && soFar >= marks[i]) {
                    live[i] = liveHeap();
                }
            }
        });
        required(bytes, received);
        return "heap " + live[0] + " " + live[1];
    }

    private static long liveHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
