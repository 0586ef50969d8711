package dev.wsman.shell;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * A local file, or a directory with everything below it, a directory before its content. Keeps the names of one
 * directory per level in memory. A link to a file is that file. A link to a directory below the top is not followed.
 */
final class LocalTree implements Iterator<LocalTree.Entry> {

    enum Type {
        FILE,
        DIRECTORY,
        LINK
    }

    /**
     * One file, directory or link.
     *
     * @param name empty for the top; otherwise the path below it, which begins with {@code \}
     * @param size in bytes; 0 for a directory
     */
    record Entry(Path path, String name, Type type, long size) {
        /** Returns the path below the top, or the name of the top. */
        String shown() {
            if (name.isEmpty()) {
                return type == Type.FILE ? String.valueOf(path.getFileName()) : "";
            }
            return name.substring(1).replace("\\", path.getFileSystem().getSeparator());
        }
    }

    private final Deque<Iterator<Entry>> levels = new ArrayDeque<>();

    LocalTree(Path top) {
        levels.push(List.of(entry(top, "")).iterator());
    }

    /**
     * The size of a tree, and what is left out of it.
     *
     * @param size the size of all files together
     * @param links the links that are not followed
     */
    record Extent(long size, List<String> links) {}

    /**
     * Reads the whole tree, so that everything that cannot be transferred is found before anything is sent, and what
     * the progress ends at is known.
     */
    static Extent measure(Path top) {
        long size = 0;
        List<String> links = new ArrayList<>();
        for (LocalTree tree = new LocalTree(top); tree.hasNext(); ) {
            Entry entry = tree.next();
            size += entry.size();
            if (entry.type() == Type.LINK) {
                links.add(entry.shown());
            }
        }
        return new Extent(size, links);
    }

    @Override
    public boolean hasNext() {
        while (!levels.isEmpty() && !levels.element().hasNext()) {
            levels.pop();
        }
        return !levels.isEmpty();
    }

    @Override
    public Entry next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Entry entry = levels.element().next();
        if (entry.type() == Type.DIRECTORY) {
            levels.push(children(entry).iterator());
        }
        return entry;
    }

    private static List<Entry> children(Entry directory) {
        List<Entry> children = new ArrayList<>();
        Set<String> names = new HashSet<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory.path())) {
            for (Path path : paths) {
                String name = path.getFileName().toString();
                String problem = RemotePath.problem(name);
                if (problem == null && !names.add(name.toUpperCase(Locale.ROOT))) {
                    problem = "another name in this directory differs only in case, which Windows does not distinguish";
                }
                if (problem != null) {
                    throw FileTransferException.local(path, problem);
                }
                children.add(entry(path, directory.name() + "\\" + name));
            }
        } catch (IOException e) {
            throw FileTransferException.local(directory.path(), e);
        } catch (DirectoryIteratorException e) {
            throw FileTransferException.local(directory.path(), e.getCause());
        }
        return children;
    }

    private static Entry entry(Path path, String name) {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (IOException e) {
            throw FileTransferException.local(path, e);
        }
        if (attributes.isRegularFile()) {
            return new Entry(path, name, Type.FILE, attributes.size());
        }
        if (!attributes.isDirectory()) {
            throw FileTransferException.local(path, "neither a file nor a directory");
        }
        boolean link = !name.isEmpty() && Files.isSymbolicLink(path);
        return new Entry(path, name, link ? Type.LINK : Type.DIRECTORY, 0);
    }
}
