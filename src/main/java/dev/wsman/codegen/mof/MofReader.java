package dev.wsman.codegen.mof;

import dev.wsman.codegen.internal.Containment;
import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimName;
import dev.wsman.codegen.model.CimRepository;
import dev.wsman.codegen.model.DeclarationException;
import dev.wsman.codegen.model.PrintableText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads class declarations from MOF: files, directories (every {@code .mof} in them, in order of their names) and text.
 * A file is read once however often it is included. The order of files does not matter. What is not a class (instances,
 * unknown pragmas) is skipped and noted. An error is a {@link DeclarationException} with file, line and column.
 *
 * <p>A file includes only files below the directory that is read, or below the folder of the file that is read, with
 * symbolic links followed. Any other include is an error, and the file that it names is not opened.
 *
 * <p>Text is UTF-8, or UTF-16 with a byte order mark (as Windows writes it), or else Latin-1. Not thread-safe.
 */
public final class MofReader {
    private static final int MOST_INCLUDES = 100;

    private final List<String> notes = new ArrayList<>();
    private final QualifierTypes qualifiers = new QualifierTypes(this::note);
    private final List<MofParser.Declared> classes = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();
    private Containment root = new Containment(Path.of(""));
    private int files;
    private int depth;

    /** Reads a file, or all {@code .mof} files of a directory and of those below it. */
    public MofReader read(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                root = new Containment(parent(path));
                readFile(path);
                return this;
            }
            root = new Containment(path);
            List<Path> found;
            try (Stream<Path> walk = Files.walk(path)) {
                found = walk.filter(
                                file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".mof"))
                        .filter(Files::isRegularFile)
                        .sorted()
                        .toList();
            }
            if (found.isEmpty()) {
                throw new DeclarationException(path.toString(), "there is no .mof file in it");
            }
            for (Path file : found) {
                if (!root.has(file)) {
                    throw new DeclarationException(
                            file.toString(),
                            "it is a link that leads outside of " + path + ": name its target instead");
                }
                readFile(file);
            }
            return this;
        } catch (IOException | UncheckedIOException failure) {
            throw new DeclarationException(path.toString(), "it cannot be read: " + failure, failure);
        }
    }

    /** Reads MOF text; {@code source} is what error messages and notes call it. It may not include files. */
    public MofReader read(String source, String text) {
        parse(source, text, null);
        return this;
    }

    /** How many files were read so far, each counted once. */
    public int files() {
        return files;
    }

    /** All classes read so far; two different ones of a name are a {@link DeclarationException} with both places. */
    public CimRepository repository() {
        Map<CimName, CimClass> known = new HashMap<>();
        Map<CimName, String> places = new HashMap<>();
        for (MofParser.Declared each : classes) {
            CimClass declared = each.declaration().get();
            CimClass earlier = known.putIfAbsent(declared.name(), declared);
            String place = places.putIfAbsent(declared.name(), each.place());
            if (earlier != null && !earlier.equals(declared)) {
                throw new DeclarationException(
                        "class " + declared.name(),
                        "it is declared twice, differently: at " + place + " and at " + each.place());
            }
        }
        return CimRepository.of(known.values());
    }

    /** What was skipped or read in a way its author may not have meant, each with its place. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    private void note(String note) {
        notes.add(PrintableText.of(note));
    }

    private void readFile(Path file) throws IOException {
        if (!seen.add(file.toRealPath())) {
            return;
        }
        files++;
        depth++;
        try {
            parse(file.toString(), decode(file), parent(file));
        } finally {
            depth--;
        }
    }

    private void parse(String source, String text, @Nullable Path folder) {
        List<MofToken> tokens = new MofLexer(source, text, this::note).tokens();
        MofParser parser =
                new MofParser(source, tokens, qualifiers, this::note, include -> include(source, folder, include));
        classes.addAll(parser.parse());
    }

    private void include(String source, @Nullable Path folder, MofToken include) {
        if (folder == null) {
            throw refused(source, include, "text that is not in a file cannot include " + include.shown());
        }
        if (depth > MOST_INCLUDES) {
            throw refused(source, include, "includes are nested deeper than " + MOST_INCLUDES);
        }
        Path file = included(source, folder, include);
        if (!Files.isRegularFile(file)) {
            throw refused(source, include, "expected a file to include, there is no " + file);
        }
        try {
            readFile(file);
        } catch (IOException failure) {
            throw new DeclarationException(file.toString(), "it cannot be read: " + failure, failure);
        }
    }

    /**
     * Where an included file is. A MOF file may come from anywhere, so that it names no file outside of what is read.
     */
    private Path included(String source, Path folder, MofToken include) {
        String written = include.text().replace('\\', '/');
        // a colon is a drive, a scheme or a stream of NTFS
        boolean relative = !written.startsWith("/") && written.indexOf(':') < 0;
        try {
            Path file = folder.resolve(relative ? written : "..").normalize();
            if (relative && root.has(file)) {
                return file;
            }
        } catch (InvalidPathException notOnThisSystem) {
            // refused like any other
        }
        throw refused(
                source,
                include,
                "it includes " + include.shown() + ", which is not a path below " + root + ", the folder that is read");
    }

    private static DeclarationException refused(String source, MofToken include, String problem) {
        return new DeclarationException(source, include.line(), include.column(), problem);
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    private String decode(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length >= 2 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xFE) {
            return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE);
        } else if (bytes.length >= 2 && (bytes[0] & 0xFF) == 0xFE && (bytes[1] & 0xFF) == 0xFF) {
            return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16BE);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            Charset fallback = StandardCharsets.ISO_8859_1;
            note(file + ": not UTF-8, read as " + fallback);
            return new String(bytes, fallback);
        }
    }
}
