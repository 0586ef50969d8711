package dev.wsman.bench;

import java.io.IOException;
import java.nio.file.Path;

/** A client of remote shells, with shells that are kept open. Every call blocks. */
public interface ShellContender extends AutoCloseable {

    /** Runs a command that prints {@code hi}, and requires that output. */
    void command();

    /**
     * Runs a command that prints many bytes, and reads them without keeping them.
     *
     * @param reading receives the number of bytes after each piece
     * @return the number of bytes or characters, which are the same here
     */
    long output(long bytes, Progress reading);

    /** Runs commands at the same time, spread over some shells. Each takes {@link ShellCommands#WAIT_MILLIS}. */
    void parallel(int commands, int shells);

    /** Sends a file to the server in the way that this client has. */
    void upload(Path file) throws IOException;

    /** Fetches a file of some size from the server in the way that this client has. */
    void download(Path file, long bytes) throws IOException;

    @Override
    void close();

    /** Receives the progress of {@link #output}. */
    interface Progress {
        void received(long bytes);
    }

    /** Creates a contender for the URL of an endpoint. */
    interface Factory {
        /**
         * Opens a shell.
         *
         * @param ntlm whether the server requires NTLM and encryption; otherwise it does not authenticate
         */
        ShellContender open(String url, boolean ntlm);
    }
}
