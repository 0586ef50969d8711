package dev.wsman.bench;

import com.fasterxml.aalto.in.ByteSourceBootstrapper;
import com.fasterxml.aalto.in.ReaderConfig;
import com.fasterxml.aalto.in.XmlScanner;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/**
 * The fastest scan of replies that we know: it finds the items and the enumeration context, and nothing else. Not
 * thread-safe; an instance is used again for each reply of its thread.
 *
 * <p>It is meant as a lower bound, and does without everything that an alternative spends time on:
 *
 * <ul>
 *   <li>The whole reply is read into one array, which is kept. Aalto then never refills its buffer of 4,000 bytes.
 *       Large reads bypass the buffer of the HTTP connection.
 *   <li>Aalto's scanner is used without its StAX reader, which keeps a state of its own.
 *   <li>Texts are skipped unread, with one exception: the enumeration context. Names are only compared at the depth of
 *       the context. There is no check of the encoding, and there are no limits.
 * </ul>
 *
 * <p>What Aalto itself allocates remains: an object for each open element, and for each name in the scope of a
 * namespace that was declared again, as each item does.
 */
final class AaltoScan {
    private static final int INITIAL_BUFFER = 64 * 1024;

    /** Keeps the table of names from reply to reply. */
    private final ReaderConfig config = new ReaderConfig();

    private byte[] buffer = new byte[INITIAL_BUFFER];
    private int depth;
    private long items;
    private String context = "";

    /** Scans a reply. Below Envelope, Body and response are the context and Items, which contains the items. */
    void read(InputStream content) throws XMLStreamException {
        int length = fill(content);
        ReaderConfig own = config.createNonShared(null, null, null); // no public id, system id or encoding
        XmlScanner scanner =
                ByteSourceBootstrapper.construct(own, buffer, 0, length).bootstrap();
        items = 0;
        context = "";
        depth = 0;
        int event = scanner.nextFromProlog(true);
        while (event != XMLStreamConstants.START_ELEMENT) {
            event = scanner.nextFromProlog(true);
        }
        depth = 1;
        while (depth > 0) {
            scan(scanner.nextFromTree(), scanner);
        }
        scanner.close(false);
    }

    private void scan(int event, XmlScanner scanner) throws XMLStreamException {
        if (event == XMLStreamConstants.START_ELEMENT) {
            depth++;
            if (depth == 5) {
                items++;
            } else if (depth == 4 && scanner.getName().getLocalName().equals("EnumerationContext")) {
                int content = scanner.nextFromTree();
                if (content == XMLStreamConstants.CHARACTERS) {
                    context = scanner.getText();
                } else {
                    scan(content, scanner);
                }
            }
        } else if (event == XMLStreamConstants.END_ELEMENT) {
            depth--;
        }
    }

    private int fill(InputStream content) throws XMLStreamException {
        try {
            int length = 0;
            for (int read = content.read(buffer);
                    read >= 0;
                    read = content.read(buffer, length, buffer.length - length)) {
                length += read;
                if (length == buffer.length) {
                    buffer = Arrays.copyOf(buffer, buffer.length * 2);
                }
            }
            return length;
        } catch (IOException e) {
            throw new XMLStreamException(e);
        }
    }

    /** Returns the number of items in the last reply. */
    long items() {
        return items;
    }

    /** Returns the enumeration context in the last reply; empty if there was none. */
    String context() {
        return context;
    }
}
