package dev.wsman.testkit.shell;

import dev.wsman.testkit.shell.OutputBatch.OutputChunk;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The output of a command that no Receive has taken yet. A writer waits while the output holds {@value #CAPACITY} bytes
 * or more, so that a command whose output is not read stops. Thread-safe.
 */
final class CommandOutput {
    static final List<String> STREAMS = List.of("stdout", "stderr");

    private static final int CAPACITY = 1 << 20;
    private static final int LARGEST_CHUNK = 32 * 1024;

    /** The characters and the base64 of an element count, not only the bytes. */
    private static final int ELEMENT_SIZE = 160;

    private final Deque<OutputChunk> chunks = new ArrayDeque<>();
    private final int chunkSize;
    private final Duration gathering;
    private int size;
    private boolean exited;
    private OptionalInt exitCode = OptionalInt.empty();
    private boolean done;
    private boolean receiving;
    private boolean aborted;

    /**
     * Creates an output.
     *
     * @param chunkSize the most bytes of a chunk
     * @param gathering how long a Receive that has output waits for more
     */
    CommandOutput(int chunkSize, Duration gathering) {
        this.chunkSize = Math.min(chunkSize, LARGEST_CHUNK);
        this.gathering = gathering;
    }

    OutputStream stream(String name) {
        return new StreamWriter(name);
    }

    private synchronized void write(String stream, byte[] buffer, int from, int length) throws IOException {
        int at = from;
        while (at < from + length) {
            while (size >= CAPACITY && !aborted) {
                pause();
            }
            if (aborted || exited) {
                throw new IOException("the command has been terminated");
            }
            int count = Math.min(chunkSize, from + length - at);
            chunks.add(new OutputChunk(stream, Arrays.copyOfRange(buffer, at, at + count)));
            size += count;
            at += count;
            notifyAll();
        }
    }

    private void pause() throws IOException {
        try {
            wait();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while writing");
        }
    }

    /** Ends both streams. */
    synchronized void exit(int code) {
        if (!exited) {
            exited = true;
            exitCode = OptionalInt.of(code);
            notifyAll();
        }
    }

    /** Drops the output and ends both streams without an exit code. A Receive that waits returns. */
    synchronized void terminate() {
        chunks.clear();
        size = 0;
        exitCode = OptionalInt.empty();
        exited = true;
        notifyAll();
    }

    /** Drops the output. A Receive that waits fails with {@link ShellFault#ABORTED}. */
    synchronized void abort() {
        aborted = true;
        terminate();
    }

    synchronized boolean exited() {
        return exited;
    }

    /**
     * Waits for output or the end, and returns as much as fits into a reply.
     *
     * @param patience how long to wait
     * @param room the bytes that the elements of the reply may have
     * @param wanted the streams to return
     */
    synchronized OutputBatch receive(Duration patience, int room, Set<String> wanted) throws InterruptedException {
        if (receiving) {
            throw ShellFault.RECEIVE_IN_PROGRESS.exception();
        }
        if (done) {
            throw ShellFault.UNKNOWN_COMMAND.exception();
        }
        receiving = true;
        try {
            awaitOutput(patience, wanted);
            gather(room);
            return take(room, wanted);
        } finally {
            receiving = false;
        }
    }

    private void awaitOutput(Duration patience, Set<String> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!exited && chunks.stream().noneMatch(chunk -> wanted.contains(chunk.stream()))) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw ShellFault.TIMED_OUT.exception();
            }
            wait(left);
        }
    }

    /** Waits a moment for more, so that the output of a short command and its end come in one reply. */
    private void gather(int room) throws InterruptedException {
        long deadline = System.nanoTime() + gathering.toNanos();
        while (!exited && size * 4L / 3 < room && size < CAPACITY) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(left);
        }
        if (aborted) {
            throw ShellFault.ABORTED.exception();
        }
    }

    private OutputBatch take(int room, Set<String> wanted) {
        List<OutputChunk> taken = new ArrayList<>();
        List<OutputChunk> kept = new ArrayList<>();
        int left = room - ELEMENT_SIZE * 2 * STREAMS.size();
        boolean full = false;
        while (!chunks.isEmpty() && !full) {
            OutputChunk chunk = chunks.remove();
            if (!wanted.contains(chunk.stream())) {
                kept.add(chunk);
                continue;
            }
            int fits = Math.min(chunk.bytes().length, Math.max(0, (left - ELEMENT_SIZE) / 4 * 3));
            fits = taken.isEmpty() ? Math.max(1, fits) : fits;
            if (fits > 0) {
                taken.add(part(chunk, 0, fits));
            }
            full = fits < chunk.bytes().length;
            if (full) {
                chunks.addFirst(part(chunk, fits, chunk.bytes().length));
            }
            left -= ELEMENT_SIZE + (fits + 2) / 3 * 4;
            size -= fits;
        }
        for (int i = kept.size() - 1; i >= 0; i--) {
            chunks.addFirst(kept.get(i));
        }
        done = exited && chunks.stream().noneMatch(chunk -> wanted.contains(chunk.stream()));
        notifyAll();
        List<String> ended = done ? STREAMS.stream().filter(wanted::contains).toList() : List.of();
        return new OutputBatch(taken, ended, done, done ? exitCode : OptionalInt.empty());
    }

    private static OutputChunk part(OutputChunk chunk, int from, int to) {
        return from == 0 && to == chunk.bytes().length
                ? chunk
                : new OutputChunk(chunk.stream(), Arrays.copyOfRange(chunk.bytes(), from, to));
    }

    private final class StreamWriter extends OutputStream {
        private final String name;

        StreamWriter(String name) {
            this.name = name;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int from, int length) throws IOException {
            CommandOutput.this.write(name, buffer, from, length);
        }
    }
}
