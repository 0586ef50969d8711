package dev.wsman.internal.event;

import dev.wsman.internal.xml.DocumentReader;
import dev.wsman.internal.xml.RepairingReader;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.XmlCharacters;
import dev.wsman.internal.xml.XmlFactories;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * Parses events that are sent as text, usually those of one message, which have most names in common. Windows sends
 * texts that are not well-formed: with characters that XML forbids, or cut inside the rendering, which is the last part
 * of an event. Thread-safe.
 */
final class EventParser {
    private static final String RENDERING = "<RenderingInfo";
    private static final String END = "</Event>";

    /** Reads the next text; null while a thread reads with it. Another thread then reads with a new one. */
    private final AtomicReference<@Nullable DocumentReader> free = new AtomicReference<>();

    /**
     * Returns the event.
     *
     * @throws IllegalArgumentException saying why, if the text is not an event even after the repairs
     */
    Tree parse(String xml) {
        String text = withoutMark(xml);
        try {
            return event(document(XmlCharacters.requireText(text))); // the parser accepts some itself
        } catch (IllegalArgumentException e) {
            Tree repaired = repaired(text);
            if (repaired == null) {
                throw e;
            }
            return event(repaired);
        }
    }

    private Tree document(String text) {
        DocumentReader taken = free.getAndSet(null);
        DocumentReader reader = taken == null ? new DocumentReader() : taken;
        try {
            return reader.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (XMLStreamException e) {
            return XmlFactories.parse(text); // which accepts more, and reports the position of an error
        } finally {
            free.set(reader);
        }
    }

    /** Returns the element if it is an event. */
    static Tree event(Tree root) {
        if (!root.localName().equals("Event")) {
            throw new IllegalArgumentException("the element is <" + root.localName() + ">, and not <Event>");
        }
        return root;
    }

    private static String withoutMark(String xml) {
        return (xml.startsWith("\ufeff") ? xml.substring(1) : xml).strip();
    }

    private static @Nullable Tree repaired(String text) {
        String allowed = RepairingReader.repair(text);
        Tree repaired = allowed.equals(text) ? null : parsed(allowed);
        return repaired != null ? repaired : withoutRendering(allowed);
    }

    /** Parses the text up to its last rendering, which is not complete. */
    private static @Nullable Tree withoutRendering(String text) {
        int rendering = text.lastIndexOf(RENDERING);
        return rendering < 0 ? null : parsed(text.substring(0, rendering) + END);
    }

    private static @Nullable Tree parsed(String text) {
        try {
            return XmlFactories.parse(text);
        } catch (IllegalArgumentException stillNotWellFormed) {
            return null;
        }
    }
}
