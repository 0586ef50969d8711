package dev.wsman.internal.xml;

import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.util.StreamReader2Delegate;

/**
 * A reader that reports a full {@link NameTable} as a failure to parse, and holds Woodstox to a limit that it does not
 * have: it looks for a prefix among all declarations in force, one after another, for each name that has one.
 */
final class NameLimitReader extends StreamReader2Delegate {
    /** Those in force at an element; all namespaces of CIM's classes are some dozens. */
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
