package dev.wsman.codegen;

import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimName;
import dev.wsman.codegen.model.CimRepository;
import dev.wsman.codegen.model.DeclarationException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The classes that are still to be read from a server. Limits their number, because the server decides which classes
 * follow.
 */
final class ClassQueue {
    /** The maximum number of classes that are read in addition to the named ones. CIM 2.41 has 1,438 classes in all. */
    static final int MOST_NEEDED = 2000;

    private final Set<CimName> named;
    private final Deque<CimName> open;
    /** For each known class, the number of consecutive subclass-to-superclass steps that led to it. */
    private final Map<CimName, Integer> distances = new HashMap<>();

    ClassQueue(Set<CimName> named) {
        this.named = named;
        this.open = new ArrayDeque<>(named);
        named.forEach(name -> distances.put(name, 0));
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    CimName next() {
        return open.remove();
    }

    /** Returns how many classes have been taken. */
    int done() {
        return known() - open.size();
    }

    /** Returns how many classes are known so far. */
    int known() {
        return distances.size();
    }

    /**
     * Adds the classes that a class needs, unless they are known.
     *
     * @throws DeclarationException if more classes are needed, or a class has more superclasses, than in any real
     *     schema
     */
    void add(CimClass declared, Collection<CimName> needs) {
        int superclassDistance = distances.getOrDefault(declared.name(), 0) + 1;
        for (CimName need : needs) {
            boolean superclass = declared.superclass().filter(need::equals).isPresent();
            if (distances.putIfAbsent(need, superclass ? superclassDistance : 0) == null) {
                open.add(need);
            }
        }
        if (superclassDistance > CimRepository.MOST_SUPERCLASSES
                && declared.superclass().isPresent()) {
            throw new DeclarationException("class " + declared.name(), CimRepository.TOO_MANY_SUPERCLASSES);
        }
        if (known() > named.size() + MOST_NEEDED) {
            throw new DeclarationException(
                    "class " + declared.name(),
                    "with it more than " + MOST_NEEDED
                            + " classes are needed in addition to the named ones: exclude referenced classes"
                            + " (no closure), or name fewer classes");
        }
    }
}
