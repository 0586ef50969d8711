package dev.wsman.shell;

/**
 * Receives the progress of an {@link RemoteShell#upload upload} or a {@link RemoteShell#download download}.
 *
 * <p>All methods are called on the thread that called the transfer, one at a time. The transfer waits until they
 * return. An exception of the listener stops the transfer: nothing of it remains on either side, and the caller
 * receives that exception. Only the last call comes too late for that: everything is in place, and stays there.
 */
@FunctionalInterface
public interface TransferListener {
    /**
     * Called at the beginning, after every block of content that the other side has accepted or sent, and after the
     * file or directory is in place.
     */
    void progress(TransferProgress progress);

    /**
     * Called for a link to a directory below the transferred directory. Neither the link nor the directory to which it
     * points is transferred. Does nothing by default.
     *
     * @param path the path of the link below the directory, with the separator of the side from which it is read
     */
    default void skipped(String path) {
        // most listeners only show progress
    }
}
