package dev.wsman.internal.binding;

import dev.wsman.internal.xml.Namespaces;
import java.util.Base64;
import java.util.HexFormat;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.xml.sax.helpers.AttributesImpl;

/** The XML Schema instance attributes of an element, which are ours to interpret and not JAXB's. */
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

    /** Whether the text is octets in base64 or hexadecimal: {@code xs:base64Binary}, {@code cim:cimHexBinary} … */
    boolean isOctets() {
        return type != null && (type.endsWith("ase64Binary") || type.endsWith("exBinary"));
    }

    byte[] octets(String text) {
        boolean hexadecimal = type != null && type.endsWith("exBinary");
        return hexadecimal
                ? HexFormat.of().parseHex(text)
                : Base64.getMimeDecoder().decode(text);
    }

    static AttributesImpl attribute(String name, String value) {
        AttributesImpl attributes = new AttributesImpl();
        add(attributes, name, value);
        return attributes;
    }

    static void add(AttributesImpl attributes, String name, String value) {
        attributes.addAttribute(Namespaces.XSI, name, "xsi:" + name, "CDATA", value);
    }

    /** Copies the attributes that are not XML Schema's, with interned names. */
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
