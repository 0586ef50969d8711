package dev.wsman.tour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.codegen.ClassGenerator;
import dev.wsman.codegen.mof.MofReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneratedTourClassTest {
    private static final Path FOLDER = Path.of("src/test/java/dev/wsman/tour/cim");

    /** The head of the MOF file has the command that generates them again. */
    @Test
    void areWhatGeneratorWritesForTheirDeclaration() throws IOException {
        Map<String, String> generated = ClassGenerator.of(
                        new MofReader().read(FOLDER).repository(), "dev.wsman.tour.cim")
                .namespace("root/cimv2")
                .generate();
        assertThat(generated).hasSize(2);
        for (Map.Entry<String, String> file : generated.entrySet()) {
            Path present = FOLDER.resolve(Path.of(file.getKey()).getFileName());
            assertThat(Files.readString(present)).isEqualTo(file.getValue());
        }
    }
}
