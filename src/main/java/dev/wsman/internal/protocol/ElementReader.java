package dev.wsman.internal.protocol;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Makes an object of the element that the reader is on, and leaves the reader on that element's end. One is made for
 * each reply, so that it may keep what the elements of a reply share.
 *
 * @param <T> what it makes
 */
@FunctionalInterface
public interface ElementReader<T> {

    T read(XMLStreamReader reader) throws XMLStreamException;

    /** Makes an {@code ElementReader} for a reply whose open content is about to be read. */
    @FunctionalInterface
    interface Factory<T> {
        ElementReader<T> on(XMLStreamReader reader);
    }
}
