package dev.wsman.codegen;

import dev.wsman.Instance;
import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimName;
import dev.wsman.codegen.model.DeclarationException;
import dev.wsman.codegen.xml.ClassXmlReader;
import java.util.Collection;
import java.util.function.Consumer;

/** Reads the replies of servers to requests for a class. */
final class DeclarationReplies {
    private DeclarationReplies() {}

    /**
     * Returns the requested class.
     *
     * @throws DeclarationException if the reply has another class or more than one
     */
    static CimClass requestedClass(CimName requested, Instance reply, Consumer<String> notes) {
        ClassXmlReader reader = new ClassXmlReader().read("class " + requested, reply.toXml());
        reader.notes().forEach(notes);
        Collection<CimClass> classes = reader.repository().classes();
        CimClass first = classes.iterator().next();
        if (classes.size() > 1 || !first.name().equals(requested)) {
            throw new DeclarationException("class " + requested, "the server replied with class " + first.name());
        }
        return first;
    }
}
