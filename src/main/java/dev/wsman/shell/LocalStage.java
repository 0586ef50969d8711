package dev.wsman.shell;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A file or directory under a unique name next to its target, until it is complete. Everything goes below that name,
 * whatever names the server sends. {@link #close} deletes what has not been moved.
 */
final class LocalStage implements Closeable {
    private final Path target;
    private final Path part;

    LocalStage(Path target) {
        this.target = target.toAbsolutePath();
        Path parent = this.target.getParent();
        this.part = (parent == null ? this.target : parent).resolve(".wsman-" + FileTransfers.newId() + ".part");
    }

    /**
     * Requires a name from the server to be empty or a path below the target.
     *
     * @throws FileTransferException if it is anything else
     */
    void requireBelow(String name, String remote) {
        if (!name.isEmpty()) {
            boolean below = name.startsWith("\\");
            for (String element : name.substring(1).split("\\\\", -1)) {
                below &= isName(element);
            }
            if (!below) {
                throw FileTransferException.verification(
                        remote, "the server sent a name that is not below this directory: '" + name + "'");
            }
        }
    }

    private boolean isName(String element) {
        return !element.isEmpty()
                && !element.equals(".")
                && !element.equals("..")
                && element.chars().noneMatch(c -> c < ' ' || c == '/' || c == ':')
                && !element.contains(target.getFileSystem().getSeparator());
    }

    private Path path(String name) throws IOException {
        try {
            Path path = part;
            for (String element :
                    name.isEmpty() ? new String[0] : name.substring(1).split("\\\\")) {
                path = path.resolve(element);
            }
            return path;
        } catch (InvalidPathException e) {
            throw new IOException(e);
        }
    }

    void directory(String name) {
        try {
            prepare(name, Files.isRegularFile(target), "a file with this name exists, but a directory is downloaded");
            Files.createDirectory(path(name));
        } catch (IOException e) {
            throw FileTransferException.local(target + name, e);
        }
    }

    OutputStream file(String name) {
        try {
            prepare(name, Files.isDirectory(target), "a directory with this name exists; give the name of the file");
            return Files.newOutputStream(path(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw FileTransferException.local(target + name, e);
        }
    }

    private void prepare(String name, boolean conflict, String reason) throws IOException {
        if (name.isEmpty()) {
            if (conflict) {
                throw FileTransferException.local(target, reason);
            }
            Path parent = part.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
        }
    }

    void write(String name, OutputStream out, byte[] bytes, int length) {
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            throw FileTransferException.local(target + name, e);
        }
    }

    /** Moves everything onto the target. A directory that exists is merged; each file replaces the one of its name. */
    void commit() {
        move(part, target);
    }

    private static void move(Path from, Path to) {
        try {
            if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS) && Files.isDirectory(to)) {
                try (DirectoryStream<Path> children = Files.newDirectoryStream(from)) {
                    children.forEach(child -> move(child, to.resolve(child.getFileName())));
                }
                Files.delete(from);
            } else {
                moveOne(from, to);
            }
        } catch (IOException e) {
            throw FileTransferException.local(to, e);
        } catch (DirectoryIteratorException e) {
            throw FileTransferException.local(to, e.getCause());
        }
    }

    private static void moveOne(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        if (!Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(part, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
