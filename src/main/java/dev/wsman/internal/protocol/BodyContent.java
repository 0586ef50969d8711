package dev.wsman.internal.protocol;

import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeWriter;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes complete elements into a SOAP body, or into a header that has elements. */
@FunctionalInterface
public interface BodyContent {

    void write(XMLStreamWriter writer) throws XMLStreamException;

    /** Returns a content that writes one element unchanged, with the namespace declarations that it needs. */
    static BodyContent of(Tree element) {
        return writer -> TreeWriter.write(element, writer);
    }
}
