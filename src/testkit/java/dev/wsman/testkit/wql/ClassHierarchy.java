package dev.wsman.testkit.wql;

import dev.wsman.testkit.model.ManagedClass;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Which class extends which, for the operator ISA. Many threads may call an implementation at once. */
@FunctionalInterface
public interface ClassHierarchy {

    /**
     * Whether a class is the same as another or extends it, directly or indirectly. Names compare without regard to
     * case.
     */
    boolean isA(String className, String ancestor);

    /** Returns a hierarchy in which no class extends another. */
    static ClassHierarchy flat() {
        return String::equalsIgnoreCase;
    }

    /** Returns the hierarchy of classes and their superclasses. */
    static ClassHierarchy of(Collection<? extends ManagedClass> classes) {
        Map<String, String> parents = new HashMap<>();
        classes.forEach(each -> each.superclass().ifPresent(parent -> parents.put(lower(each.name()), lower(parent))));
        return (className, ancestor) -> {
            String current = lower(className);
            for (int steps = 0; current != null && steps <= parents.size(); steps++) {
                if (current.equals(lower(ancestor))) {
                    return true;
                }
                current = parents.get(current);
            }
            return false;
        };
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
