package dev.wsman.codegen.java;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Hands out names so that no two differ only in case: file systems and readers take such names for one. */
final class UniqueNames {
    private static final int MOST_UNDERSCORES = 2;

    private final Set<String> used = new HashSet<>();
    private final Map<String, Integer> attempts = new HashMap<>();
    private final @Nullable UniqueNames inherited;

    UniqueNames(Collection<String> reserved) {
        this.inherited = null;
        reserved.forEach(name -> used.add(fold(name)));
    }

    /** Names that are new here and are none of {@code inherited}, which is taken as it is now and later. */
    UniqueNames(UniqueNames inherited) {
        this.inherited = inherited;
    }

    /** {@code wanted}, with an underscore, two, or one and a number if that is what it takes to be new. */
    String take(String wanted) {
        return take(wanted, Set::of);
    }

    /** The same where other names are derived from it, which must be new too. */
    String take(String wanted, Function<String, Set<String>> derived) {
        String name = wanted;
        while (isUsed(name) || derived.apply(name).stream().anyMatch(this::isUsed)) {
            name = next(wanted);
        }
        used.add(fold(name));
        derived.apply(name).forEach(other -> used.add(fold(other)));
        return name;
    }

    /** Without trying them all again for each of many names that are wanted. */
    private String next(String wanted) {
        int attempt = attempts.merge(fold(wanted), 1, Integer::sum);
        return wanted + (attempt <= MOST_UNDERSCORES ? "_".repeat(attempt) : "_" + attempt);
    }

    boolean isUsed(String name) {
        String folded = fold(name);
        for (UniqueNames names = this; names != null; names = names.inherited) {
            if (names.used.contains(folded)) {
                return true;
            }
        }
        return false;
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
