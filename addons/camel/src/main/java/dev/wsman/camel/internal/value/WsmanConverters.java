package dev.wsman.camel.internal.value;

import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.event.WindowsEvent;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Converter;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Type converters, which Camel applies wherever a body of another type is needed. */
@Converter(generateBulkLoader = true)
public final class WsmanConverters {
    private WsmanConverters() {}

    /** Returns the XML text. */
    @Converter
    public static String toText(Instance instance) {
        return instance.toXml();
    }

    /** Returns the XML text in UTF-8. */
    @Converter
    public static InputStream toStream(Instance instance) {
        return stream(instance.toXml());
    }

    /** Returns the properties. */
    @Converter
    public static Map<String, Object> toMap(Instance instance) {
        return instance.toMap();
    }

    /** Returns the instance as the root of its own document. */
    @Converter
    public static Document toDocument(Instance instance) {
        return document(instance.toElement());
    }

    /** Returns the XML text as the server sent it. */
    @Converter
    public static String toText(WindowsEvent event) {
        return event.xml();
    }

    /** Returns the XML text in UTF-8. */
    @Converter
    public static InputStream toStream(WindowsEvent event) {
        return stream(event.xml());
    }

    /** Returns the parts of the event. */
    @Converter
    public static Map<String, Object> toMap(WindowsEvent event) {
        return event.toMap();
    }

    /** Returns the event as the root of its own document. */
    @Converter
    public static Document toDocument(WindowsEvent event) {
        return document(Instance.parse(event.xml()).toElement());
    }

    /** Returns the text of a locator, as {@link ResourceLocator#parse} reads it. */
    @Converter
    public static String toText(ResourceLocator locator) {
        return locator.toText();
    }

    /** Returns the locator of a text. */
    @Converter
    public static ResourceLocator toLocator(String text) {
        return ResourceLocator.parse(text);
    }

    private static InputStream stream(String xml) {
        return new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8));
    }

    private static Document document(Element element) {
        Document owner = element.getOwnerDocument();
        if (owner.getDocumentElement() == element) {
            return owner;
        }
        Document alone = owner.getImplementation().createDocument(null, null, null);
        alone.appendChild(alone.importNode(element, true));
        return alone;
    }
}
