package dev.wsman.codegen.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Whether paths stay in a folder. */
public final class Containment {
    private Containment() {}

    /**
     * Whether a path is strictly below a folder, both by its text and once the symbolic links on the way are followed. Neither
     * the folder nor the path has to exist. A link that leads nowhere counts as one that leads outside.
     *
     * @param folder the folder, which may be a symbolic link itself
     * @param path the path of a file or folder
     */
    public static boolean isBelow(Path folder, Path path) {
        Path root = folder.toAbsolutePath().normalize();
        Path target = path.toAbsolutePath().normalize();
        if (!target.startsWith(root) || target.equals(root)) {
            return false;
        }
        Path existing = target;
        while (!existing.equals(root) && !Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            existing = existing.getParent();
        }
        try {
            return existing.equals(root) || existing.toRealPath().startsWith(root.toRealPath());
        } catch (IOException linkThatLeadsNowhere) {
            return false;
        }
    }
}
