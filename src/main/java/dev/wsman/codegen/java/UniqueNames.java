package dev.wsman.codegen.java;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Assigns names that differ in more than case, because file systems and readers may ignore case. */
final class UniqueNames {
    private static final int MOST_UNDERSCORES = 2;

    private final Set<String> used = new HashSet<>();
    private final Map<String, Integer> attempts = new HashMap<>();
    private final @Nullable UniqueNames inherited;

    UniqueNames(Collection<String> reserved) {
        this.inherited = null;
        reserved.forEach(name -> used.add(fold(name)));
    }

    /** Creates names that also differ from those of {@code inherited}, including names that are added to it later. */
    UniqueNames(UniqueNames inherited) {
        this.inherited = inherited;
    }

    /**
     * Returns {@code wanted}, if necessary with one or two underscores at the end, or with an underscore and a number.
     */
    String take(String wanted) {
        return take(wanted, Set::of);
    }

    /** Returns a name for which the names that are derived from it are unused, too. */
    String take(String wanted, Function<String, Set<String>> derived) {
        String name = wanted;
        while (isUsed(name) || derived.apply(name).stream().anyMatch(this::isUsed)) {
            name = next(wanted);
        }
        used.add(fold(name));
        derived.apply(name).forEach(other -> used.add(fold(other)));
        return name;
    }

    /**
     * Returns the next candidate. Remembers the last one, so that many requests for the same name do not try all
     * candidates again.
     */
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
