package dev.wsman.internal.xml;

import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.util.StreamReader2Delegate;

/**
 * Reports a full {@link NameTable} as a parse error, and limits the number of namespace declarations, which Woodstox
 * does not. For each name with a prefix, Woodstox searches all declarations in force, one after another.
 */
final class NameLimitReader extends StreamReader2Delegate {
    /** The maximum number of declarations in force at an element. CIM's classes have a few dozen namespaces in all. */
    private static final int MOST_DECLARATIONS = 1000;

    private int declarations;

    NameLimitReader(XMLStreamReader2 reader) {
        super(reader);
    }

    @Override
    public int next() throws XMLStreamException {
        try {
            return counted(super.next());
        } catch (NameTable.TooManyNames e) {
            throw failure(e);
        }
    }

    @Override
    public int nextTag() throws XMLStreamException {
        try {
            return counted(super.nextTag());
        } catch (NameTable.TooManyNames e) {
            throw failure(e);
        }
    }

    @Override
    public String getElementText() throws XMLStreamException {
        try {
            String text = super.getElementText();
            counted(getEventType());
            return text;
        } catch (NameTable.TooManyNames e) {
            throw failure(e);
        }
    }

    @Override
    public void skipElement() throws XMLStreamException {
        try {
            super.skipElement();
            counted(getEventType());
        } catch (NameTable.TooManyNames e) {
            throw failure(e);
        }
    }

    private int counted(int event) throws XMLStreamException {
        if (event == START_ELEMENT) {
            declarations += getNamespaceCount();
            if (declarations > MOST_DECLARATIONS) {
                throw new XMLStreamException(
                        "more than " + MOST_DECLARATIONS + " declarations of namespaces in force", getLocation());
            }
        } else if (event == END_ELEMENT) {
            declarations -= getNamespaceCount();
        }
        return event;
    }

    private XMLStreamException failure(NameTable.TooManyNames e) {
        return new XMLStreamException(e.getMessage(), getLocation(), e);
    }
}
