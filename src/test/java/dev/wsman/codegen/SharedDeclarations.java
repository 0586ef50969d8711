package dev.wsman.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.codegen.model.CimRepository;
import dev.wsman.codegen.mof.MofReader;
import dev.wsman.fixture.Recordings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Declarations of real servers and of the DMTF. If they are missing, tests that use them are skipped. */
public final class SharedDeclarations {
    private static @Nullable CimRepository cim;

    private SharedDeclarations() {}

    /** Returns a file of {@code captures/classdecl}. */
    public static Path capture(String name) {
        return Recordings.ofServers("classdecl/" + name);
    }

    /** Returns the MOF of the LAB_ classes. */
    public static Path lab() {
        return Recordings.ofOthers("mof/LAB.mof");
    }

    /** Returns CIM 2.41, which is read once for all tests. */
    public static synchronized CimRepository cim() {
        CimRepository read = cim;
        if (read == null) {
            try {
                Path folder = Files.createTempDirectory("cim");
                read = new MofReader().read(unpackCim(folder)).repository();
                cim = read;
                delete(folder);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return read;
    }

    /** Unpacks CIM 2.41 and returns the folder of its 1,441 files. */
    public static Path unpackCim(Path into) throws IOException {
        Path archive = Recordings.ofOthers("mof/cim-2.41.tar.gz");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(archive))) {
            unpack(new ByteArrayInputStream(in.readAllBytes()), into);
        }
        return into.resolve("cim241/pegasus/Schemas/CIM241/DMTF");
    }

    private static void unpack(InputStream tar, Path into) throws IOException {
        byte[] header = new byte[512];
        String longName = "";
        while (tar.readNBytes(header, 0, 512) == 512 && header[0] != 0) {
            String name = longName.isEmpty() ? text(header, 0, 100) : longName;
            int size = Integer.parseInt(text(header, 124, 12).trim(), 8);
            byte[] content = tar.readNBytes(size);
            tar.skipNBytes((512 - size % 512) % 512);
            // in a GNU tar archive, the previous entry contains a name of more than 100 characters
            longName = header[156] == 'L' ? text(content, 0, size) : "";
            if (header[156] == '0') {
                Path file = into.resolve(name).normalize();
                assertThat(file).startsWithRaw(into);
                Files.createDirectories(file.getParent());
                Files.write(file, content);
            }
        }
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.US_ASCII);
    }

    private static void delete(Path folder) throws IOException {
        try (var walk = Files.walk(folder)) {
            walk.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        }
    }
}
