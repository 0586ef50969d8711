package dev.wsman.internal.xml;

import com.fasterxml.aalto.in.ByteSourceBootstrapper;
import com.fasterxml.aalto.in.ReaderConfig;
import com.fasterxml.aalto.in.StreamScanner;
import com.fasterxml.aalto.in.XmlScanner;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Creates Aalto readers of UTF-8, which look names up by their bytes and need two thirds of Woodstox's time. They
 * support only the five predefined entities of XML, report a document type without reading it, and are limited by a
 * {@link Utf8Guard}. Unlike Woodstox, they accept names that do not begin with a letter after their prefix, and a NUL
 * in an end tag. Thread-safe.
 */
public final class Utf8Parsers {
    private static volatile ReaderConfig config = config();

    private Utf8Parsers() {}

    private static ReaderConfig config() {
        ReaderConfig made = new ReaderConfig();
        made.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        made.doCoalesceText(true);
        // With lazy parsing, malformed text would cause an exception that is not an XMLStreamException.
        made.doParseLazily(false);
        return made;
    }

    /**
     * Returns a reader of a document in UTF-8. The caller has found out the encoding: a declaration of another one in
     * the document is an error.
     */
    public static XMLStreamReader open(InputStream utf8) throws XMLStreamException {
        Utf8Guard guard = new Utf8Guard(utf8);
        ReaderConfig own = config.createNonShared(null, null, null); // no public id, system id or encoding
        XmlScanner scanner = ByteSourceBootstrapper.construct(own, guard).bootstrap();
        if (scanner instanceof StreamScanner stream) {
            guard.watch(stream);
        }
        return new Utf8Reader(scanner);
    }

    /**
     * Discards the names that the readers share. Aalto keeps the names of all documents, and the more there are, the
     * slower it finds them.
     */
    static void forgetNames() {
        config = config();
    }
}
