package dev.wsman.testkit.shell;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The threads and processes that run one command, so that they can be interrupted and killed. Thread-safe. */
final class ProcessTree {
    private final Set<Thread> threads = new HashSet<>();
    private final Set<Process> processes = new HashSet<>();
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

    synchronized void add(Process process) {
        processes.add(process);
        if (killed) {
            all(List.of(process)).forEach(ProcessHandle::destroyForcibly);
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

    /** Interrupts the threads of handlers, and sends SIGINT, which stands for Ctrl+C, to the processes. */
    void interrupt() {
        List<String> line = new ArrayList<>(List.of("kill", "-INT"));
        synchronized (this) {
            interrupted = true;
            all(processes).forEach(process -> line.add(Long.toString(process.pid())));
            if (line.size() == 2) {
                threads.forEach(Thread::interrupt);
                return;
            }
        }
        try {
            new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException noKill) {
            // this machine has no signals
            synchronized (this) {
                all(processes).forEach(ProcessHandle::destroy);
            }
        }
    }

    /** Kills the processes with their descendants and interrupts the threads. Nothing can be added afterwards. */
    synchronized void kill() {
        killed = true;
        all(processes).forEach(ProcessHandle::destroyForcibly);
        threads.forEach(Thread::interrupt);
    }

    private static List<ProcessHandle> all(Iterable<Process> roots) {
        List<ProcessHandle> all = new ArrayList<>();
        for (Process root : roots) {
            // the descendants first: those of a process that has ended cannot be found
            Stream.concat(root.descendants(), Stream.of(root.toHandle())).forEach(all::add);
        }
        return all;
    }
}
