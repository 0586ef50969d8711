package dev.wsman.internal.protocol;

import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeWriter;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Something that writes itself, as whole elements, where the schemas leave the content open. */
@FunctionalInterface
public interface BodyContent {

    void write(XMLStreamWriter writer) throws XMLStreamException;

    /** An element as it is, with the declarations it needs. */
    static BodyContent of(Tree element) {
        return writer -> TreeWriter.write(element, writer);
    }
}
