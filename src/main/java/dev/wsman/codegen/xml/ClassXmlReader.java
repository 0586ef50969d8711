package dev.wsman.codegen.xml;

import com.ctc.wstx.stax.WstxInputFactory;
import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimName;
import dev.wsman.codegen.model.CimRepository;
import dev.wsman.codegen.model.DeclarationException;
import dev.wsman.codegen.model.PrintableText;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads class declarations from XML, at any place in a document (a SOAP reply, a CIM-XML declaration file, a single
 * element): DSP0201 {@code CLASS} as OMI and Windows send it, and openwsman's {@code GetClass} and {@code
 * EnumerateClassNames}. Neither DTDs nor external entities are read. Unknown types and repeated properties are reported
 * by {@link #notes()}. If a declaration cannot be used, throws a {@link DeclarationException} with the name of the
 * class. Not thread-safe.
 */
public final class ClassXmlReader {
    private static final String LAZY_PARSING = "com.ctc.wstx.lazyParsing";
    private static final XMLInputFactory FACTORY = factory();
    private static final Pattern PREFIX = Pattern.compile("https?://[\\w.~:/%+-]{1,2000}");

    private final List<String> notes = new ArrayList<>();
    private final List<CimClass> classes = new ArrayList<>();
    private final List<CimName> names = new ArrayList<>();
    private final Map<String, String> prefixes = new HashMap<>();

    private static XMLInputFactory factory() {
        XMLInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        if (factory.isPropertySupported(LAZY_PARSING)) {
            // with lazy parsing, getText() of Woodstox throws an unchecked exception for broken text
            factory.setProperty(LAZY_PARSING, false);
        }
        return factory;
    }

    /**
     * Reads an XML text.
     *
     * @param source the name of the text in errors and notes
     */
    public ClassXmlReader read(String source, String xml) {
        try {
            return read(source, FACTORY.createXMLStreamReader(new StringReader(xml)));
        } catch (XMLStreamException broken) {
            throw broken(source, broken);
        }
    }

    /** Reads a file. */
    public ClassXmlReader read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), FACTORY.createXMLStreamReader(in));
        } catch (IOException failure) {
            throw new DeclarationException(file.toString(), "it cannot be read: " + failure, failure);
        } catch (XMLStreamException broken) {
            throw broken(file.toString(), broken);
        }
    }

    /** Returns the classes read so far. */
    public CimRepository repository() {
        return CimRepository.of(classes);
    }

    /**
     * Returns the resource URI prefixes, by schema name, that the files read so far contain: those of a server that
     * differ from the documented ones. {@link ClassXmlWriter} writes them.
     */
    public Map<String, String> resourceUriPrefixes() {
        return Map.copyOf(prefixes);
    }

    /** Returns the class names in all {@code EnumerateClassNames} replies so far, in their order. */
    public List<CimName> classNames() {
        return List.copyOf(names);
    }

    /** Describes elements that were skipped or possibly not read as intended. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    private void note(String note) {
        notes.add(PrintableText.of(note));
    }

    private ClassXmlReader read(String source, XMLStreamReader reader) throws XMLStreamException {
        int before = classes.size();
        boolean listing = false;
        String root = "";
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamConstants.PROCESSING_INSTRUCTION) {
                instruction(source, reader);
            }
            if (!reader.isStartElement()) {
                continue;
            }
            root = root.isEmpty() ? reader.getLocalName() : root;
            listing |= declaration(source, reader);
        }
        if (classes.size() == before && !listing) {
            throw new DeclarationException(source, "no class declaration in this " + root);
        }
        return this;
    }

    private void instruction(String source, XMLStreamReader reader) {
        if (!ClassXmlWriter.PREFIX_INSTRUCTION.equals(reader.getPITarget())) {
            return;
        }
        String[] parts = String.valueOf(reader.getPIData()).strip().split(" ");
        if (parts.length != 2 || !CimName.isName(parts[0]) || !isPrefix(parts[1])) {
            throw new DeclarationException(
                    source,
                    ClassXmlWriter.PREFIX_INSTRUCTION + ": expected a schema and the prefix of its resource URIs");
        }
        prefixes.put(parts[0].equals(ClassXmlWriter.NO_SCHEMA) ? "" : parts[0], parts[1]);
    }

    static boolean isPrefix(String text) {
        return PREFIX.matcher(text).matches();
    }

    private boolean declaration(String source, XMLStreamReader reader) throws XMLStreamException {
        switch (reader.getLocalName()) {
            case "CLASS" -> classes.add(new CimXmlClass(source, XmlNode.read(reader, source), this::note).read());
            case "GetClass" -> classes.add(new OpenwsmanClass(source, XmlNode.read(reader, source), this::note).read());
            case "EnumerateClassNames" -> {
                XmlNode.read(reader, source)
                        .all("name")
                        .map(n -> CimName.read(source, n.text().trim()))
                        .forEach(names::add);
                return true;
            }
            default -> {
                return false;
            }
        }
        return false;
    }

    private static DeclarationException broken(String source, XMLStreamException broken) {
        String problem =
                "not well-formed XML: " + String.valueOf(broken.getMessage()).replaceAll("\\s+", " ");
        if (broken.getLocation() == null) {
            return new DeclarationException(source, problem, broken);
        }
        return new DeclarationException(
                source,
                broken.getLocation().getLineNumber(),
                broken.getLocation().getColumnNumber(),
                problem);
    }
}
