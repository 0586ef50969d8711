package dev.wsman.internal.protocol;

import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeWriter;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The content of a SOAP body or header, which writes itself as complete elements. */
@FunctionalInterface
public interface BodyContent {

    void write(XMLStreamWriter writer) throws XMLStreamException;

    /** Returns an element unchanged, with the declarations that it needs. */
    static BodyContent of(Tree element) {
        return writer -> TreeWriter.write(element, writer);
    }
}
