package dev.wsman.kafka;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class StructureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.wsman.kafka");

    @Test
    void usesOnlyPublicApiOfLibrary() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.wsman.internal..", "dev.wsman.schema..", "org.apache.cxf..")
                .check(CLASSES);
    }

    @Test
    void hasNoCyclesOfInternalPackages() {
        slices().matching("dev.wsman.kafka.internal.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}
