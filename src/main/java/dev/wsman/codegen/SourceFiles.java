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
 * Files that are written below one folder and nowhere else, whatever the declarations hold that they were generated
 * from. All paths are checked before the first file is written.
 */
final class SourceFiles {
    private final Map<Path, String> contents = new LinkedHashMap<>();

    private SourceFiles() {}

    /**
     * Checks where the files would be.
     *
     * @param folder the folder; it does not have to exist
     * @param files the contents by their path below the folder
     * @throws DeclarationException if a path leaves the folder, by its text or through a symbolic link, if two paths
     *     differ in case only, or if a path is that of a folder or of a device
     */
    static SourceFiles below(Path folder, Map<String, String> files) {
        SourceFiles checked = new SourceFiles();
        Containment limit = new Containment(folder);
        Set<String> folded = new HashSet<>();
        files.forEach((name, content) -> {
            Path path = folder.resolve(name);
            if (!limit.has(path)) {
                throw new DeclarationException(name, "it is not written, since it would be outside of " + folder);
            }
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                throw new DeclarationException(
                        name, "it is not written, since " + path + " is a folder or another thing that is not a file");
            }
            if (!folded.add(name.toLowerCase(Locale.ROOT))) {
                throw new DeclarationException(
                        name, "it is not written, since another file has this name in another case");
            }
            checked.contents.put(path, content);
        });
        return checked;
    }

    /** Writes the files and returns their paths; a file that has its content already stays as it is. */
    List<Path> write() {
        contents.forEach(SourceFiles::write);
        return new ArrayList<>(contents.keySet());
    }

    /** Writes a text as UTF-8, unless the file has it already; makes the folders that are missing. */
    static void write(Path file, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        try {
            if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
                Path folder = file.toAbsolutePath().getParent();
                if (folder != null) {
                    Files.createDirectories(folder);
                }
                Files.write(file, content);
            }
        } catch (IOException failure) {
            throw new DeclarationException(file.toString(), "it cannot be written: " + failure, failure);
        }
    }
}
