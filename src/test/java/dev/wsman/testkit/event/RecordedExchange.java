package dev.wsman.testkit.event;

import dev.wsman.fixture.Recordings;
import dev.wsman.testkit.protocol.EnvelopeParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** A recorded request and its reply, and the outline of envelopes by which replies are compared. */
final class RecordedExchange {
    /** Elements whose text differs with each reply. */
    private static final Set<String> VARIABLE =
            Set.of("MessageID", "RelatesTo", "Identifier", "EnumerationContext", "Address", "Text");

    private final Path folder;
    private final String name;

    private RecordedExchange(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** Returns an exchange such as {@code 01-subscribe-push}. Without the recordings, the calling test is skipped. */
    static RecordedExchange of(String folder, String name) {
        return new RecordedExchange(Recordings.ofServers(folder), name);
    }

    String request() {
        return read(".request.xml");
    }

    int status() {
        return Integer.parseInt(read(".response.http").split(" ", 3)[1]);
    }

    List<String> responseOutline() {
        return outline(read(".response.xml"));
    }

    private String read(String extension) {
        return text(folder.resolve(name + extension));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the qualified names of all elements in document order, with the text of those that have no children. */
    static List<String> outline(String xml) {
        List<String> lines = new ArrayList<>();
        if (!xml.isBlank()) {
            add(
                    EnvelopeParser.parse(xml.getBytes(StandardCharsets.UTF_8))
                            .orElseThrow()
                            .getDocumentElement(),
                    lines);
        }
        return lines;
    }

    private static void add(Element element, List<String> lines) {
        List<Element> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(child);
            }
        }
        boolean constant = children.isEmpty() && !VARIABLE.contains(element.getLocalName());
        lines.add("{" + element.getNamespaceURI() + "}" + element.getLocalName()
                + (constant ? "=" + withoutPrefix(element.getTextContent().strip()) : ""));
        if (element.getLocalName().equals("Header")) {
            // servers differ in the order of header blocks, which has no meaning
            children.sort(Comparator.comparing(Element::getLocalName));
        }
        children.forEach(child -> add(child, lines));
    }

    /** The subcodes of faults are qualified names, and a service may use any prefix. */
    private static String withoutPrefix(String text) {
        return text.matches("\\w+:\\w+") ? text.substring(text.indexOf(':') + 1) : text;
    }
}
