package dev.wsman.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Bookmarks in files: {@code <subscription>/<source>-<hash>.xml}. Names have only letters, digits and a few other
 * characters, because sources choose theirs; the hash of the name distinguishes two that look the same then.
 * Thread-safe.
 */
final class DirectoryBookmarks implements BookmarkStore {
    private static final int LONGEST_NAME = 60;
    private static final int HASH_BYTES = 8;
    private static final int MOST_SOURCES = 100_000;

    private final Path directory;
    private final int limit;
    private final AtomicLong written = new AtomicLong();
    /** The number of files in each directory. */
    private final Map<Path, AtomicInteger> files = new ConcurrentHashMap<>();

    private DirectoryBookmarks(Path directory, int limit) {
        this.directory = directory;
        this.limit = limit;
    }

    static DirectoryBookmarks in(Path directory) {
        return in(directory, MOST_SOURCES);
    }

    /** Returns the bookmarks of a directory, at most this many a subscription. */
    static DirectoryBookmarks in(Path directory, int limit) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("directory: " + directory + " cannot be created", e);
        }
        return new DirectoryBookmarks(directory, limit);
    }

    @Override
    public Optional<Bookmark> load(String subscription, String source) {
        Path file = file(subscription, source);
        try {
            return Optional.of(Bookmark.parse(Files.readString(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the bookmark " + file + " cannot be read", e);
        }
    }

    @Override
    public void save(String subscription, String source, Bookmark bookmark) {
        Path file = file(subscription, source);
        try {
            Files.createDirectories(file.getParent());
            requireRoom(file);
            Path written = file.resolveSibling(file.getFileName() + "." + this.written.incrementAndGet() + ".tmp");
            try {
                write(written, bookmark.xml());
                replace(written, file);
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the bookmark " + file + " cannot be written", e);
        }
    }

    /**
     * Requires that the file exists, or that its directory has room for it: without authentication, senders choose the
     * names of sources.
     */
    private void requireRoom(Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        AtomicInteger known = files.computeIfAbsent(file.getParent(), DirectoryBookmarks::count);
        if (known.incrementAndGet() > limit) {
            known.decrementAndGet();
            throw new IOException("the directory has the positions of " + limit
                    + " sources; remove those that no longer exist and restart the program");
        }
    }

    private static AtomicInteger count(Path directory) {
        try (Stream<Path> all = Files.list(directory)) {
            return new AtomicInteger((int) all.count());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String xml) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(xml);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static void replace(Path written, Path file) throws IOException {
        try {
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Path file(String subscription, String source) {
        return directory.resolve(name(subscription)).resolve(name(source) + ".xml");
    }

    private static String name(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9._$@=-]", "_").replaceFirst("^\\.+", "_");
        String shortened = plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
        return shortened + "-" + hash(text);
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES).toLowerCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
