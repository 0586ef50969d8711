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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bookmarks in files: {@code <subscription>/<source>-<hash>.xml}. Names have only letters, digits and a few other
 * characters, because sources choose theirs; the hash of the name tells two apart that look the same then. Thread-safe.
 */
final class DirectoryBookmarks implements BookmarkStore {
    private static final int LONGEST_NAME = 60;
    private static final int HASH_BYTES = 8;

    private final Path directory;
    private final AtomicLong written = new AtomicLong();

    private DirectoryBookmarks(Path directory) {
        this.directory = directory;
    }

    static DirectoryBookmarks in(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("directory: " + directory + " cannot be created", e);
        }
        return new DirectoryBookmarks(directory);
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
