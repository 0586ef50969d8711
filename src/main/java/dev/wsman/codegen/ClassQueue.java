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

/** The classes that a server is still to be asked for. The server decides what comes next, so that it is counted. */
final class ClassQueue {
    /** How many classes may come along with those that were named. All of CIM 2.41 has 1,438. */
    static final int MOST_NEEDED = 2000;

    private final Set<CimName> named;
    private final Deque<CimName> open;
    /** Of each known class how many subclasses led to it, one after the other. */
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

    /** How many classes have been taken. */
    int done() {
        return known() - open.size();
    }

    /** How many classes are known by now. */
    int known() {
        return distances.size();
    }

    /**
     * Adds what a class needs, unless it is known.
     *
     * @throws DeclarationException if more classes are needed, or more superclasses follow each other, than any schema
     *     has
     */
    void add(CimClass declared, Collection<CimName> needs) {
        int above = distances.getOrDefault(declared.name(), 0) + 1;
        for (CimName need : needs) {
            boolean superclass = declared.superclass().filter(need::equals).isPresent();
            if (distances.putIfAbsent(need, superclass ? above : 0) == null) {
                open.add(need);
            }
        }
        if (above > CimRepository.MOST_SUPERCLASSES && declared.superclass().isPresent()) {
            throw new DeclarationException("class " + declared.name(), CimRepository.TOO_MANY_SUPERCLASSES);
        }
        if (known() > named.size() + MOST_NEEDED) {
            throw new DeclarationException(
                    "class " + declared.name(),
                    "with it more than " + MOST_NEEDED
                            + " classes are needed beside those that were named: leave out what"
                            + " classes refer to, or name fewer");
        }
    }
}
