package dev.wsman.codegen;

import dev.wsman.Instance;
import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimName;
import dev.wsman.codegen.model.DeclarationException;
import dev.wsman.codegen.xml.ClassXmlReader;
import java.util.Collection;
import java.util.function.Consumer;

/** What servers answer when they are asked for a class. */
final class DeclarationReplies {
    private DeclarationReplies() {}

    /** The class that was asked for. */
    static CimClass only(CimName asked, Instance answer, Consumer<String> notes) {
        ClassXmlReader reader = new ClassXmlReader().read("class " + asked, answer.toXml());
        reader.notes().forEach(notes);
        Collection<CimClass> classes = reader.repository().classes();
        CimClass first = classes.iterator().next();
        if (classes.size() > 1 || !first.name().equals(asked)) {
            throw new DeclarationException("class " + asked, "the server answered with " + first.name());
        }
        return first;
    }
}
