package dev.wsman.testkit.shell;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The threads and processes that run one command, so that they can be interrupted and killed. Thread-safe. */
final class ProcessTree {
    private static final int MOST_ROUNDS = 10;

    private final Set<Thread> threads = new HashSet<>();
    /** The processes, each with the thread that waits for it. */
    private final Map<Process, Thread> processes = new HashMap<>();

    private boolean interrupted;
    private boolean killed;

    synchronized void enter(Thread thread) {
        threads.add(thread);
        if (killed) {
            thread.interrupt();
        }
    }

    synchronized void leave(Thread thread) {
        threads.remove(thread);
    }

    /** Adds a process for which the current thread waits. */
    synchronized void add(Process process) {
        processes.put(process, Thread.currentThread());
        if (killed) {
            kill(List.of(process));
        }
    }

    synchronized void remove(Process process) {
        processes.remove(process);
    }

    synchronized boolean killed() {
        return killed;
    }

    /** Whether the client has sent Ctrl+C. */
    synchronized boolean interrupted() {
        return interrupted;
    }

    /** Whether the client has sent Ctrl+C, and a thread of the command failed because it was interrupted. */
    synchronized boolean isEndByInterrupt(Throwable failure) {
        boolean found = false;
        for (Throwable each = failure; interrupted && each != null && !found; each = each.getCause()) {
            found = each instanceof InterruptedException
                    || each instanceof InterruptedIOException
                    || each instanceof ClosedByInterruptException;
        }
        return found;
    }

    /**
     * Sends SIGINT, which stands for Ctrl+C, to the processes, and interrupts the threads except those that wait for a
     * process: a program can ignore Ctrl+C.
     */
    void interrupt() {
        List<ProcessHandle> running = new ArrayList<>();
        Set<Thread> handlers = new HashSet<>();
        synchronized (this) {
            interrupted = true;
            handlers.addAll(threads);
            handlers.removeAll(processes.values());
            processes.keySet().forEach(root -> Stream.concat(root.descendants(), Stream.of(root.toHandle()))
                    .forEach(running::add));
        }
        if (ignoresInterrupt(ProcessHandle.current())) {
            // a shell starts programs in the background so, and their children inherit it
            running.stream().filter(ProcessTree::ignoresInterrupt).forEach(ProcessHandle::destroy);
        }
        if (!running.isEmpty()) {
            signalInterrupt(running);
        }
        // after the processes, which would otherwise see the end of the output of a handler, and exit with 0
        synchronized (this) {
            handlers.stream().filter(threads::contains).forEach(Thread::interrupt);
        }
    }

    private static void signalInterrupt(List<ProcessHandle> running) {
        List<String> line = new ArrayList<>(List.of("kill", "-INT"));
        running.forEach(process -> line.add(Long.toString(process.pid())));
        try {
            new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (IOException noKill) {
            // this machine has no signals
            running.forEach(ProcessHandle::destroy);
        }
    }

    /** Whether a process ignores SIGINT. Returns false if this machine does not report it as Linux does. */
    private static boolean ignoresInterrupt(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
        } catch (IOException | RuntimeException unknown) {
            return false;
        }
    }

    /** Kills the processes with their descendants and interrupts the threads. Nothing can be added afterwards. */
    synchronized void kill() {
        killed = true;
        kill(processes.keySet());
        threads.forEach(Thread::interrupt);
    }

    /**
     * Kills processes with their descendants. The parents are killed first: a shell whose child was killed would start
     * the next one. Those that were started meanwhile are killed in the next round.
     */
    static void kill(Collection<Process> roots) {
        Set<ProcessHandle> all = new LinkedHashSet<>();
        roots.forEach(root -> all.add(root.toHandle()));
        boolean found = true;
        for (int round = 0; found && round < MOST_ROUNDS; round++) {
            List<ProcessHandle> descendants = all.stream()
                    .filter(ProcessHandle::isAlive)
                    .flatMap(ProcessHandle::descendants)
                    .toList();
            found = all.addAll(descendants) || round == 0;
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
