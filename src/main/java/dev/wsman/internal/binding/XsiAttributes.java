package dev.wsman.internal.binding;

import dev.wsman.internal.xml.Namespaces;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.xml.sax.helpers.AttributesImpl;

/** The XML Schema instance attributes of an element, which this package interprets in place of JAXB. */
final class XsiAttributes {
    boolean nil;

    @Nullable
    String type;

    void read(XMLStreamReader reader) {
        nil = false;
        type = null;
        for (int i = reader.getAttributeCount() - 1; i >= 0; i--) {
            if (Namespaces.XSI.equals(reader.getAttributeNamespace(i))) {
                read(
                        reader.getAttributeLocalName(i),
                        reader.getAttributeValue(i).trim());
            }
        }
    }

    private void read(String name, String value) {
        if (name.equals("nil")) {
            nil = value.equalsIgnoreCase("true") || value.equals("1");
        } else if (name.equals("type")) {
            type = value;
        }
    }

    static AttributesImpl attribute(String name, String value) {
        AttributesImpl attributes = new AttributesImpl();
        add(attributes, name, value);
        return attributes;
    }

    static void add(AttributesImpl attributes, String name, String value) {
        attributes.addAttribute(Namespaces.XSI, name, "xsi:" + name, "CDATA", value);
    }

    /** Copies the other attributes, with interned names. */
    static void copyOthers(XMLStreamReader reader, AttributesImpl to) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (!Namespaces.XSI.equals(reader.getAttributeNamespace(i))) {
                copy(reader, i, to);
            }
        }
    }

    static void copyAll(XMLStreamReader reader, AttributesImpl to) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            copy(reader, i, to);
        }
    }

    static String noNull(@Nullable String name) {
        return name == null ? "" : name;
    }

    private static void copy(XMLStreamReader reader, int index, AttributesImpl to) {
        String local = reader.getAttributeLocalName(index).intern();
        String prefix = noNull(reader.getAttributePrefix(index));
        to.addAttribute(
                noNull(reader.getAttributeNamespace(index)).intern(),
                local,
                prefix.isEmpty() ? local : prefix + ':' + local,
                "CDATA",
                reader.getAttributeValue(index));
    }
}
