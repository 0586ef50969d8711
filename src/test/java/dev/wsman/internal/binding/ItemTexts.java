package dev.wsman.internal.binding;

import dev.wsman.internal.xml.TreeReader;
import dev.wsman.internal.xml.TreeStreamReader;
import dev.wsman.internal.xml.XmlFactories;
import java.io.StringReader;
import java.io.StringWriter;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** Reads objects from XML text, and writes them to text. */
final class ItemTexts {
    static final String SERVICE = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/Win32_Service";

    private ItemTexts() {}

    static XMLStreamReader reader(String xml) {
        try {
            XMLStreamReader reader = XmlFactories.inputFactory().createXMLStreamReader(new StringReader(xml));
            while (reader.next() != XMLStreamConstants.START_ELEMENT) {
                // the prolog
            }
            return reader;
        } catch (XMLStreamException e) {
            throw new AssertionError(e);
        }
    }

    /** Reads an object from the tree of an element, as the items of replies are read. */
    static <T> T read(Class<T> type, String xml) {
        try {
            return TypedBinding.of(type).read(TreeStreamReader.inDocument(TreeReader.read(reader(xml))));
        } catch (XMLStreamException e) {
            throw new AssertionError(e);
        }
    }

    /** Reads an object from a parser, as the XML of an embedded instance is read. */
    static <T> T readFromParser(Class<T> type, String xml) {
        try {
            return TypedBinding.of(type).read(reader(xml));
        } catch (XMLStreamException e) {
            throw new AssertionError(e);
        }
    }

    /** Reads the given properties within an element of Win32_Service with the prefixes p, xsi, xs, cim, wsa and w. */
    static <T> T readService(Class<T> type, String properties) {
        return read(type, service(properties));
    }

    static String service(String properties) {
        return "<p:Win32_Service xmlns:p='" + SERVICE + "' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
                + " xmlns:xs='http://www.w3.org/2001/XMLSchema'"
                + " xmlns:cim='http://schemas.dmtf.org/wbem/wscim/1/common'"
                + " xmlns:wsa='http://schemas.xmlsoap.org/ws/2004/08/addressing'"
                + " xmlns:w='http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd'"
                + " xsi:type='p:Win32_Service_Type'>" + properties + "</p:Win32_Service>";
    }

    static String write(Object content) {
        return write(content, null);
    }

    static String write(Object content, @Nullable String rootName) {
        StringWriter xml = new StringWriter();
        try {
            XMLStreamWriter writer = XmlFactories.outputFactory().createXMLStreamWriter(xml);
            TypedBinding.write(content, SERVICE, rootName, writer);
            writer.close();
        } catch (XMLStreamException e) {
            throw new AssertionError(e);
        }
        return xml.toString();
    }
}
