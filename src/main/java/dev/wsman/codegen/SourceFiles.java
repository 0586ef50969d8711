package dev.wsman.codegen;

import dev.wsman.codegen.internal.Containment;
import dev.wsman.codegen.model.DeclarationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Files that are written below one folder, whatever names the declarations contain. All paths are checked before the
 * first file is written.
 */
final class SourceFiles {
    /** What a run did to a file. */
    enum State {
        CREATED,
        CHANGED,
        UNCHANGED
    }

    /** A file that has its content now. */
    record Written(Path path, State state) {}

    private final Map<Path, String> contents = new LinkedHashMap<>();

    private SourceFiles() {}

    /**
     * Checks the paths of the files.
     *
     * @param folder the folder; it need not exist
     * @param files the contents by their path below the folder
     * @throws DeclarationException if a path leaves the folder, by its text or through a symbolic link, if two paths
     *     differ only in case, or if a folder or device already exists at a path
     */
    static SourceFiles below(Path folder, Map<String, String> files) {
        SourceFiles checked = new SourceFiles();
        Containment limit = new Containment(folder);
        Set<String> folded = new HashSet<>();
        files.forEach((name, content) -> {
            Path path = folder.resolve(name);
            if (!limit.contains(path)) {
                throw new DeclarationException(name, "it cannot be written: it would be outside of " + folder);
            }
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                throw new DeclarationException(
                        name, "it cannot be written: " + path + " exists and is not a regular file");
            }
            if (!folded.add(name.toLowerCase(Locale.ROOT))) {
                throw new DeclarationException(
                        name, "it cannot be written: another file has this name in another case");
            }
            checked.contents.put(path, content);
        });
        return checked;
    }

    /** Writes the files. A file that already has the content is not written again. */
    List<Written> write() {
        List<Written> written = new ArrayList<>();
        contents.forEach((path, text) -> written.add(write(path, text)));
        return written;
    }

    /** Writes a text as UTF-8, unless the file already has that content. Creates missing folders. */
    static Written write(Path file, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        try {
            boolean exists = Files.isRegularFile(file);
            if (exists && Arrays.equals(Files.readAllBytes(file), content)) {
                return new Written(file, State.UNCHANGED);
            }
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.write(file, content);
            return new Written(file, exists ? State.CHANGED : State.CREATED);
        } catch (IOException failure) {
            throw new DeclarationException(file.toString(), "it cannot be written: " + failure, failure);
        }
    }
}
