package dev.wsman.codegen.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A folder that paths have to stay in. Not thread-safe. */
public final class Containment {
    private final Path root;
    private @Nullable Path realRoot;

    /**
     * Creates the limit that a folder is.
     *
     * @param folder the folder, which may be a symbolic link, and does not have to exist
     */
    public Containment(Path folder) {
        this.root = folder.toAbsolutePath().normalize();
    }

    /**
     * Whether a path is strictly below the folder, both by its text and once the symbolic links on the way are
     * followed. The path does not have to exist. A link that leads nowhere counts as one that leads outside.
     *
     * @param path the path of a file or folder
     */
    public boolean has(Path path) {
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
        } catch (IOException linkThatLeadsNowhere) {
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

    /** The folder, as an absolute path. */
    @Override
    public String toString() {
        return root.toString();
    }
}
