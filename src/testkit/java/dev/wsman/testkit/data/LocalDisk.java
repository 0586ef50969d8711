package dev.wsman.testkit.data;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A file system of this machine.
 *
 * @param id the drive letter with a colon on Windows, and the mount point elsewhere
 * @param fileSystem its type, such as {@code ext4}
 * @param label the name of the volume or device
 * @param size the size in bytes; 0 for the pseudo file systems of Unix
 * @param free the number of bytes that this process can write
 */
record LocalDisk(String id, String fileSystem, String label, long size, long free) {
    private static final long LOCAL = 3;
    private static final long NETWORK = 4;
    private static final long RAM = 6;

    /** Returns the file systems that can be read. */
    static Stream<LocalDisk> all() {
        FileSystem files = FileSystems.getDefault();
        return files.getSeparator().equals("/")
                ? StreamSupport.stream(files.getFileStores().spliterator(), false)
                        .flatMap(store -> mountPoint(store).stream().flatMap(point -> of(point, store).stream()))
                : StreamSupport.stream(files.getRootDirectories().spliterator(), false)
                        .flatMap(root -> ofRoot(root).stream());
    }

    /** Returns where a file system of Unix is mounted: its text is "/mount/point (device)". */
    private static Optional<String> mountPoint(FileStore store) {
        String text = store.toString();
        String device = " (" + store.name() + ")";
        return Optional.of(text)
                .filter(each -> each.endsWith(device))
                .map(each -> each.substring(0, each.length() - device.length()))
                .filter(point -> Files.isDirectory(Path.of(point)));
    }

    private static Optional<LocalDisk> ofRoot(Path root) {
        try {
            return of(root.toString().replace("\\", ""), Files.getFileStore(root));
        } catch (IOException empty) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDisk> of(String id, FileStore store) {
        try {
            long size = store.getTotalSpace();
            long free = Math.min(size, store.getUsableSpace());
            return Optional.of(new LocalDisk(id, store.type(), LocalMachine.known(store.name()), size, free));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** The DriveType of Win32_LogicalDisk: 3 for a local disk, 4 for a network drive, 6 for a RAM disk. */
    long driveType() {
        if (fileSystem.matches("tmpfs|ramfs")) {
            return RAM;
        }
        return fileSystem.matches("nfs.*|cifs|smb.*|afpfs|9p|fuse\\.sshfs") ? NETWORK : LOCAL;
    }

    /** The Description of Win32_LogicalDisk that goes with {@link #driveType}. */
    String description() {
        long type = driveType();
        return type == RAM ? "RAM Disk" : type == NETWORK ? "Network Connection" : "Local Fixed Disk";
    }
}
