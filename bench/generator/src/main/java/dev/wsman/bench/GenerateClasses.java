package dev.wsman.bench;

import dev.wsman.codegen.ClassGenerator;
import dev.wsman.codegen.mof.MofReader;
import java.nio.file.Path;

/** Generates the classes for the typed rows from a declaration. Arguments: the MOF file, and the source folder. */
public final class GenerateClasses {
    private GenerateClasses() {}

    public static void main(String[] arguments) {
        ClassGenerator.of(new MofReader().read(Path.of(arguments[0])).repository(), "dev.wsman.bench.cim")
                .namespace("root/cimv2")
                .writeTo(Path.of(arguments[1]));
    }
}
