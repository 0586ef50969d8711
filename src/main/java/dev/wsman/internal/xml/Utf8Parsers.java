package dev.wsman.internal.xml;

import com.fasterxml.aalto.in.ByteSourceBootstrapper;
import com.fasterxml.aalto.in.ReaderConfig;
import com.fasterxml.aalto.in.StreamScanner;
import com.fasterxml.aalto.in.XmlScanner;
import com.fasterxml.aalto.stax.StreamReaderImpl;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Readers of XML in UTF-8 that need two thirds of Woodstox's time: Aalto's, which look names up by their octets. They know no
 * entities but the five of XML, tell of a document type without reading it, and are held to limits by a {@link Utf8Guard}. What they
 * let pass and Woodstox does not: names that begin with no letter after their prefix, and a NUL in an end tag. Safe for any number of threads.
 */
public final class Utf8Parsers {
    private static volatile ReaderConfig config = config();

    private Utf8Parsers() {}

    private static ReaderConfig config() {
        ReaderConfig made = new ReaderConfig();
        made.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        made.doCoalesceText(true);
        // Lazily, broken text would be told by an exception of its own that is no XMLStreamException.
        made.doParseLazily(false);
        return made;
    }

    /** A reader of octets that are UTF-8, and are not declared to be anything else. */
    public static XMLStreamReader open(InputStream utf8) throws XMLStreamException {
        Utf8Guard guard = new Utf8Guard(utf8);
        ReaderConfig own = config.createNonShared(null, null, null);
        XmlScanner scanner = ByteSourceBootstrapper.construct(own, guard).bootstrap();
        if (scanner instanceof StreamScanner octets) {
            guard.watch(octets);
        }
        return new StreamReaderImpl(scanner);
    }

    /** Aalto remembers every name that its readers have met, and finds them the slower the more there are. */
    static void forgetNames() {
        config = config();
    }
}
