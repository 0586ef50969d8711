package dev.wsman.codegen.mof;

import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimName;
import dev.wsman.codegen.model.CimRepository;
import dev.wsman.codegen.model.DeclarationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
 * Reads class declarations from MOF: files, directories (every {@code .mof} in them, in order of their names) and text. A file
 * is read once however often it is included; the order of files does not matter. What is not a class (instances, unknown
 * pragmas) is skipped and noted. An error is a {@link DeclarationException} with file, line and column.
 *
 * <p>Text is UTF-8, or UTF-16 with a byte order mark (as Windows writes it), or else Latin-1. Not thread-safe.
 */
public final class MofReader {
    private final List<String> notes = new ArrayList<>();
    private final QualifierTypes qualifiers = new QualifierTypes(notes::add);
    private final List<Parser.Declared> classes = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();
    private int files;

    /** Reads a file, or all {@code .mof} files of a directory and of those below it. */
    public MofReader read(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                readFile(path);
                return this;
            }
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
        for (Parser.Declared each : classes) {
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

    private void readFile(Path file) throws IOException {
        if (!seen.add(file.toRealPath())) {
            return;
        }
        files++;
        parse(file.toString(), decode(file), file.toAbsolutePath().getParent());
    }

    private void parse(String source, String text, @Nullable Path folder) {
        List<Token> tokens = new Lexer(source, text, notes::add).tokens();
        Parser parser = new Parser(source, tokens, qualifiers, notes::add, include -> include(source, folder, include));
        classes.addAll(parser.parse());
    }

    private void include(String source, @Nullable Path folder, Token include) {
        if (folder == null) {
            throw new DeclarationException(
                    source,
                    include.line(),
                    include.column(),
                    "text that is not in a file cannot include " + include.shown());
        }
        Path file = folder.resolve(include.text().replace('\\', '/')).normalize();
        if (!Files.isRegularFile(file)) {
            throw new DeclarationException(
                    source, include.line(), include.column(), "expected a file to include, there is no " + file);
        }
        try {
            readFile(file);
        } catch (IOException failure) {
            throw new DeclarationException(file.toString(), "it cannot be read: " + failure, failure);
        }
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
            notes.add(file + ": not UTF-8, read as " + fallback);
            return new String(bytes, fallback);
        }
    }
}
