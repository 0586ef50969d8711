package dev.wsman.codegen;

import dev.wsman.codegen.internal.ReservedFileNames;
import java.util.Optional;
import javax.lang.model.SourceVersion;

/** Which packages classes can be generated into. */
final class PackageNames {
    private PackageNames() {}

    /** Why a text is not the name of such a package; empty if it is one. */
    static Optional<String> problem(String name) {
        boolean visible = name.codePoints().noneMatch(Character::isIdentifierIgnorable);
        if (!SourceVersion.isName(name) || !visible) {
            return Optional.of("not a package name");
        }
        for (String folder : name.split("\\.")) {
            if (ReservedFileNames.has(folder)) {
                return Optional.of("not usable on Windows, where no folder can be called " + folder);
            }
        }
        return Optional.empty();
    }
}
