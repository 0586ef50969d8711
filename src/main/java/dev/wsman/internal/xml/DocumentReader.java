package dev.wsman.internal.xml;

import java.io.ByteArrayInputStream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads documents one after the other, which share names and buffers as the items of a batch do. Not thread-safe. */
public final class DocumentReader {
    private @Nullable TreeReader trees;

    /**
     * Reads a document in UTF-8 in less time than {@link XmlFactories#parse}, but with the limits of
     * {@link Utf8Parsers}.
     *
     * @throws XMLStreamException if the parser does not accept it, which {@link XmlFactories#parse} may
     */
    public Tree read(byte[] utf8) throws XMLStreamException {
        XMLStreamReader reader = Utf8Parsers.open(new ByteArrayInputStream(utf8));
        try {
            return read(reader);
        } finally {
            reader.close();
        }
    }

    /** Reads a document to its end. */
    Tree read(XMLStreamReader reader) throws XMLStreamException {
        while (reader.next() != XMLStreamConstants.START_ELEMENT) {
            if (reader.getEventType() == XMLStreamConstants.DTD) {
                throw new XMLStreamException("document types are not accepted", reader.getLocation());
            }
        }
        if (trees == null) {
            trees = new TreeReader(reader, NamespaceScope.EMPTY);
        }
        Tree tree = trees.readFrom(reader);
        while (reader.hasNext()) {
            reader.next();
        }
        return tree;
    }
}
