package dev.wsman.codegen;

import dev.wsman.codegen.internal.ReservedFileNames;
import java.util.Optional;
import javax.lang.model.SourceVersion;

/** Checks the names of packages that classes are generated into. */
final class PackageNames {
    private PackageNames() {}

    /** Returns why classes cannot be generated into a package of this name; empty if they can. */
    static Optional<String> problem(String name) {
        boolean visible = name.codePoints().noneMatch(Character::isIdentifierIgnorable);
        if (!SourceVersion.isName(name) || !visible) {
            return Optional.of("not a package name");
        }
        for (String folder : name.split("\\.")) {
            if (ReservedFileNames.contains(folder)) {
                return Optional.of("not usable on Windows, which reserves the folder name " + folder);
            }
        }
        return Optional.empty();
    }
}
