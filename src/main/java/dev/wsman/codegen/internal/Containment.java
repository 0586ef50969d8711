package dev.wsman.codegen.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A folder that paths must not leave. Not thread-safe. */
public final class Containment {
    private final Path root;
    private @Nullable Path realRoot;

    /**
     * Creates a limit from a folder.
     *
     * @param folder the folder; it may be a symbolic link and need not exist
     */
    public Containment(Path folder) {
        this.root = folder.toAbsolutePath().normalize();
    }

    /**
     * Returns whether a path is strictly below the folder, both by its text and after symbolic links are followed. The
     * path need not exist. A broken link counts as one that leads outside.
     *
     * @param path the path of a file or folder
     */
    public boolean contains(Path path) {
        Path target = path.toAbsolutePath().normalize();
        if (!target.startsWith(root) || target.equals(root)) {
            return false;
        }
        Path existing = target;
        while (!existing.equals(root) && !Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            existing = existing.getParent();
        }
        try {
            return existing.equals(root) || existing.toRealPath().startsWith(realRoot());
        } catch (IOException brokenLink) {
            return false;
        }
    }

    private Path realRoot() throws IOException {
        Path known = realRoot;
        if (known == null) {
            known = root.toRealPath();
            realRoot = known;
        }
        return known;
    }

    /** Returns the folder as an absolute path. */
    @Override
    public String toString() {
        return root.toString();
    }
}
