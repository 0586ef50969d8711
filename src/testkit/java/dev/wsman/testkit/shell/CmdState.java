package dev.wsman.testkit.shell;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What one instance of cmd.exe has: variables, directory and streams. Not thread-safe. */
final class CmdState {
    private final Map<String, String> environment = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Charset charset;
    private String directory;
    private InputStream stdin;
    private OutputStream stdout;
    private OutputStream stderr;
    private boolean exiting;

    CmdState(Map<String, String> environment, String directory, Charset charset) {
        this.environment.putAll(environment);
        this.directory = directory;
        this.charset = charset;
    }

    /** Returns a state with the same variables and directory, which changes independently, and other streams. */
    CmdState with(InputStream in, OutputStream out, OutputStream err) {
        CmdState copy = new CmdState(environment, directory, charset);
        copy.stdin = in;
        copy.stdout = out;
        copy.stderr = err;
        return copy;
    }

    void redirect(InputStream in, OutputStream out, OutputStream err) {
        stdin = in;
        stdout = out;
        stderr = err;
    }

    Map<String, String> environment() {
        return environment;
    }

    String directory() {
        return directory;
    }

    void directory(String path) {
        directory = path;
    }

    /** Returns a path of this machine; a backslash separates like a slash. */
    Path path(String name) {
        Path path = Path.of(name.replace('\\', '/'));
        return directory.isEmpty() ? path : Path.of(directory).resolve(path);
    }

    Charset charset() {
        return charset;
    }

    InputStream stdin() {
        return stdin;
    }

    OutputStream stdout() {
        return stdout;
    }

    OutputStream stderr() {
        return stderr;
    }

    void exit() {
        exiting = true;
    }

    boolean exiting() {
        return exiting;
    }
}
