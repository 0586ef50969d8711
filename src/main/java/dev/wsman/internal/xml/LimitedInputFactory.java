package dev.wsman.internal.xml;

import com.ctc.wstx.api.ReaderConfig;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.InputStream;
import java.io.Reader;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLStreamReader2;

/** Creates Woodstox readers. Each reader has its own {@link NameTable}, which limits the number of names. */
final class LimitedInputFactory extends WstxInputFactory {
    @Override
    public ReaderConfig createPrivateConfig() {
        return mConfig.createNonShared(new NameTable());
    }

    @Override
    public XMLStreamReader createXMLStreamReader(InputStream in) throws XMLStreamException {
        return limited(super.createXMLStreamReader(in));
    }

    @Override
    public XMLStreamReader createXMLStreamReader(InputStream in, String encoding) throws XMLStreamException {
        return limited(super.createXMLStreamReader(in, encoding));
    }

    @Override
    public XMLStreamReader createXMLStreamReader(Reader in) throws XMLStreamException {
        return limited(super.createXMLStreamReader(in));
    }

    private static XMLStreamReader limited(XMLStreamReader reader) {
        return new NameLimitReader((XMLStreamReader2) reader);
    }
}
