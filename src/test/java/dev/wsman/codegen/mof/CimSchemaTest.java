package dev.wsman.codegen.mof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.codegen.SharedDeclarations;
import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimPrimitive;
import dev.wsman.codegen.model.CimProperty;
import dev.wsman.codegen.model.CimRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reads the complete schema of the DMTF. The README next to the archive has the expected numbers. */
class CimSchemaTest {

    @Test
    @Timeout(60) // takes one second on an idle machine; only nonlinear reading exceeds the limit
    void readsAll1441FilesWithoutNotes(@TempDir Path folder) throws IOException {
        MofReader reader = new MofReader().read(SharedDeclarations.unpackCim(folder));
        CimRepository cim = reader.repository();
        assertThat(reader.files()).isEqualTo(1441);
        assertThat(reader.notes()).isEmpty();
        assertThat(cim.classes()).hasSize(1438);
    }

    @Test
    void readsSameClassesFromSchemaFileAsFromFolder(@TempDir Path folder) throws IOException {
        Path schema = SharedDeclarations.unpackCim(folder);
        CimRepository included =
                new MofReader().read(schema.resolve("cim_schema_2.41.0.mof")).repository();
        assertThat(included.classes()).hasSizeGreaterThan(1300);
        assertThat(SharedDeclarations.cim().classes()).containsAll(included.classes());
    }

    @Test
    void readsInheritanceOfSchema() {
        CimRepository cim = SharedDeclarations.cim();
        assertThat(cim.missingSuperclasses()).isEmpty();
        assertThat(cim.classes().stream()
                        .mapToInt(c -> cim.flattened(c.name()).properties().size())
                        .max())
                .hasValue(121);
        BiPredicate<CimClass, CimProperty> overrides =
                (c, p) -> cim.overridden(c.name(), p.name()).isPresent();
        assertThat(count(overrides)).isEqualTo(1301);
        assertThat(count((c, p) -> p.qualifier("Override").isPresent())).isEqualTo(1301);
        assertThat(count((c, p) -> p.type().isReference()
                        && cim.overridden(c.name(), p.name())
                                .filter(above -> !above.type().equals(p.type()))
                                .isPresent()))
                .isEqualTo(868);
    }

    @Test
    void readsValueMapsAndTypesOfSchema() {
        Predicate<CimProperty> mapped = p -> p.qualifier("ValueMap").isPresent();
        assertThat(count((c, p) -> mapped.test(p))).isEqualTo(978);
        assertThat(count((c, p) -> p.texts("ValueMap").stream().anyMatch(v -> v.contains(".."))))
                .isEqualTo(397);
        assertThat(count((c, p) -> mapped.test(p) && p.type().array())).isEqualTo(276);
        assertThat(count((c, p) -> !p.type().array() && p.type().primitive() == CimPrimitive.UINT64))
                .isEqualTo(525);
        assertThat(count((c, p) -> p.type().primitive() == CimPrimitive.DATETIME))
                .isEqualTo(148);
    }

    private static long count(BiPredicate<CimClass, CimProperty> condition) {
        return SharedDeclarations.cim().classes().stream()
                .mapToLong(c -> c.properties().stream()
                        .filter(p -> condition.test(c, p))
                        .count())
                .sum();
    }
}
