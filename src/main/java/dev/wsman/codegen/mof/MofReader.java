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
 * Reads class declarations from MOF: files, folders (all {@code .mof} files below them, in the order of their names)
 * and text. A file is read once, even if it is included more than once. The order of files does not matter. Elements
 * other than classes (instances, unknown pragmas) are skipped and reported by {@link #notes()}. Errors are a
 * {@link DeclarationException} with file, line and column.
 *
 * <p>A file may include only files below the folder that is read, or below the folder of the file that is read.
 * Symbolic links are followed. Any other include is an error, and the included file is not opened.
 *
 * <p>Text is UTF-8, or UTF-16 with a byte order mark (as Windows writes it), or else Latin-1. Not thread-safe.
 */
public final class MofReader {
    private static final int MOST_INCLUDES = 100;

    private final List<String> notes = new ArrayList<>();
    private final QualifierTypes qualifiers = new QualifierTypes(this::note);
    private final List<MofParser.DeclaredClass> classes = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();
    private Containment root = new Containment(Path.of(""));
    private int files;
    private int depth;

    /** Reads a file, or all {@code .mof} files of a folder and its subfolders. */
    public MofReader read(Path path) {
        try {
            if (Files.isDirectory(path)) {
                root = new Containment(path);
                readFolder(path);
            } else {
                root = new Containment(parent(path));
                readFile(path);
            }
            return this;
        } catch (IOException | UncheckedIOException failure) {
            throw new DeclarationException(path.toString(), "it cannot be read: " + failure, failure);
        }
    }

    private void readFolder(Path folder) throws IOException {
        List<Path> files = mofFiles(folder);
        if (files.isEmpty()) {
            throw new DeclarationException(folder.toString(), "it has no .mof file");
        }
        for (Path file : files) {
            if (!root.contains(file)) {
                throw new DeclarationException(
                        file.toString(), "it is a link that leads outside of " + folder + ": name its target instead");
            }
            readFile(file);
        }
    }

    private static List<Path> mofFiles(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".mof"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    /**
     * Reads MOF text, which may not include files.
     *
     * @param source the name of the text in errors and notes
     */
    public MofReader read(String source, String text) {
        parse(source, text, null);
        return this;
    }

    /** Returns how many files were read so far; each file counts once. */
    public int files() {
        return files;
    }

    /**
     * Returns all classes read so far.
     *
     * @throws DeclarationException if two different declarations have the same name, with both places in the message
     */
    public CimRepository repository() {
        Map<CimName, CimClass> known = new HashMap<>();
        Map<CimName, String> places = new HashMap<>();
        for (MofParser.DeclaredClass each : classes) {
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

    /** Describes elements that were skipped or possibly not read as intended, each with its place. */
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
        MofTokens tokens = new MofTokens(source, new MofLexer(source, text, this::note).tokens(), this::note);
        classes.addAll(new MofParser(tokens, qualifiers, include -> include(source, folder, include)).parse());
    }

    private void include(String source, @Nullable Path folder, MofToken include) {
        if (folder == null) {
            throw rejected(source, include, "text without a file cannot include " + include.shown());
        }
        if (depth > MOST_INCLUDES) {
            throw rejected(source, include, "includes are nested deeper than " + MOST_INCLUDES);
        }
        Path file = included(source, folder, include);
        if (!Files.isRegularFile(file)) {
            throw rejected(source, include, "the included file does not exist: " + file);
        }
        try {
            readFile(file);
        } catch (IOException failure) {
            throw new DeclarationException(file.toString(), "it cannot be read: " + failure, failure);
        }
    }

    /**
     * Returns the path of an included file. A MOF file may come from an untrusted source, and therefore may name only
     * files below the folder that is read.
     */
    private Path included(String source, Path folder, MofToken include) {
        String written = include.text().replace('\\', '/');
        // a colon marks a drive, a URI scheme or an NTFS stream
        boolean relative = !written.startsWith("/") && written.indexOf(':') < 0;
        try {
            Path file = folder.resolve(relative ? written : "..").normalize();
            if (relative && root.contains(file)) {
                return file;
            }
        } catch (InvalidPathException invalidPath) {
            // rejected below, like any other invalid path
        }
        throw rejected(
                source,
                include,
                "it includes " + include.shown() + ", which is not a path below " + root + ", the folder that is read");
    }

    private static DeclarationException rejected(String source, MofToken include, String problem) {
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
