package dev.wsman.internal.protocol;

import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeReader;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the element that a reader is on into an object, and leaves the reader on the element's end. Each reply gets a
 * new instance, so that an instance may cache what the reply's elements have in common.
 *
 * @param <T> the object
 */
@FunctionalInterface
public interface ElementReader<T> {

    T read(XMLStreamReader reader) throws XMLStreamException;

    /** Creates the {@code ElementReader} of one reply. */
    @FunctionalInterface
    interface Factory<T> {
        /**
         * Creates a reader of elements.
         *
         * @param body on the first element, or on the parent of the elements
         */
        ElementReader<T> on(XMLStreamReader body, ReplyHead head);
    }

    /** Reads elements into trees. */
    static ElementReader<Tree> trees(XMLStreamReader body, ReplyHead head) {
        TreeReader trees = new TreeReader(body);
        return ignored -> trees.read();
    }
}
