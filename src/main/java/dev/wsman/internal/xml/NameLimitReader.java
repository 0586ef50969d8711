package dev.wsman.internal.xml;

import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.util.StreamReader2Delegate;

/** A reader that reports a full {@link NameTable} as a failure to parse. */
final class NameLimitReader extends StreamReader2Delegate {
    NameLimitReader(XMLStreamReader2 reader) {
        super(reader);
    }

    @Override
    public int next() throws XMLStreamException {
        try {
            return super.next();
        } catch (NameTable.TooManyNames e) {
            throw failure(e);
        }
    }

    @Override
    public int nextTag() throws XMLStreamException {
        try {
            return super.nextTag();
        } catch (NameTable.TooManyNames e) {
            throw failure(e);
        }
    }

    @Override
    public String getElementText() throws XMLStreamException {
        try {
            return super.getElementText();
        } catch (NameTable.TooManyNames e) {
            throw failure(e);
        }
    }

    private XMLStreamException failure(NameTable.TooManyNames e) {
        return new XMLStreamException(e.getMessage(), getLocation(), e);
    }
}
