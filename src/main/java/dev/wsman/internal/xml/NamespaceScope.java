package dev.wsman.internal.xml;

import com.ctc.wstx.sr.InputElementStack;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.namespace.NamespaceContext;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/**
 * The namespace declarations in force at an element: an immutable chain in which each link holds what one element declares.
 * All items of a batch share the link of the element around them, so that an item costs nothing for the declarations of
 * its envelope.
 */
public final class NamespaceScope implements NamespaceContext {
    private static final String[] NOTHING = {};

    /** No declarations but those XML itself makes. */
    public static final NamespaceScope EMPTY = new NamespaceScope(null, NOTHING, null);

    private final @Nullable NamespaceScope parent;
    private final String[] pairs;
    /** What the outermost link inherits: a parser's snapshot of the declarations around the trees, immutable. */
    private final @Nullable NamespaceContext around;

    private NamespaceScope(@Nullable NamespaceScope parent, String[] pairs, @Nullable NamespaceContext around) {
        this.parent = parent;
        this.pairs = pairs;
        this.around = around;
    }

    /** A scope of these prefixes, the empty one for the default namespace. */
    public static NamespaceScope of(Map<String, String> declarations) {
        String[] pairs = new String[declarations.size() * 2];
        int i = 0;
        for (Map.Entry<String, String> declaration : declarations.entrySet()) {
            pairs[i++] = declaration.getKey();
            pairs[i++] = declaration.getValue();
        }
        return EMPTY.declare(pairs);
    }

    /**
     * Returns what is in force at the element that the reader is on, its own declarations included. A reader that is
     * neither a {@link TreeStreamReader} nor one of StAX 2 (Woodstox and Aalto are) does not know its ancestors'
     * declarations: for such a reader it is the element's own.
     */
    public static NamespaceScope at(XMLStreamReader reader) {
        NamespaceContext context = reader.getNamespaceContext();
        if (context instanceof NamespaceScope scope) {
            return scope;
        }
        if (reader instanceof XMLStreamReader2 parser) {
            return new NamespaceScope(null, NOTHING, parser.getNonTransientNamespaceContext());
        }
        if (context instanceof InputElementStack stack) {
            return new NamespaceScope(null, NOTHING, stack.createNonTransientNsContext(null));
        }
        return EMPTY.declare(declarationsAt(reader));
    }

    static String[] declarationsAt(XMLStreamReader reader) {
        int count = reader.getNamespaceCount();
        if (count == 0) {
            return NOTHING;
        }
        String[] pairs = new String[count * 2];
        for (int i = 0; i < count; i++) {
            pairs[2 * i] = Objects.requireNonNullElse(reader.getNamespacePrefix(i), "");
            pairs[2 * i + 1] = Objects.requireNonNullElse(reader.getNamespaceURI(i), "");
        }
        return pairs;
    }

    /** This scope with more declarations, given as prefix, URI, prefix, URI. */
    NamespaceScope declare(String... more) {
        return more.length == 0 ? this : new NamespaceScope(this, more, null);
    }

    /** This scope with what the innermost link of another one declares. */
    NamespaceScope and(NamespaceScope other) {
        return declare(other.pairs);
    }

    @Nullable
    NamespaceScope parent() {
        return parent;
    }

    /** How many declarations this link itself makes. */
    int size() {
        return pairs.length / 2;
    }

    String prefix(int index) {
        return pairs[2 * index];
    }

    String uri(int index) {
        return pairs[2 * index + 1];
    }

    boolean declaresItself(String prefix) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** The namespace a prefix stands for; null where it is not declared, the empty string for no default namespace. */
    public @Nullable String uri(String prefix) {
        NamespaceScope outermost = this;
        for (NamespaceScope link = this; link != null; link = link.parent) {
            for (int i = 0; i < link.pairs.length; i += 2) {
                if (link.pairs[i].equals(prefix)) {
                    return bound(prefix, link.pairs[i + 1]);
                }
            }
            outermost = link;
        }
        return outermost.around == null ? builtIn(prefix) : bound(prefix, outermost.around.getNamespaceURI(prefix));
    }

    private static @Nullable String bound(String prefix, @Nullable String uri) {
        String known = Objects.requireNonNullElse(uri, XMLConstants.NULL_NS_URI);
        return known.isEmpty() && !prefix.isEmpty() ? null : known;
    }

    private static @Nullable String builtIn(String prefix) {
        return switch (prefix) {
            case XMLConstants.DEFAULT_NS_PREFIX -> XMLConstants.NULL_NS_URI;
            case XMLConstants.XML_NS_PREFIX -> XMLConstants.XML_NS_URI;
            case XMLConstants.XMLNS_ATTRIBUTE -> XMLConstants.XMLNS_ATTRIBUTE_NS_URI;
            default -> null;
        };
    }

    @Override
    public String getNamespaceURI(String prefix) {
        return Objects.requireNonNullElse(uri(prefix), XMLConstants.NULL_NS_URI);
    }

    @Override
    public @Nullable String getPrefix(String namespaceURI) {
        Iterator<String> prefixes = getPrefixes(namespaceURI);
        return prefixes.hasNext() ? prefixes.next() : null;
    }

    @Override
    public Iterator<String> getPrefixes(String namespaceURI) {
        Set<String> prefixes = new LinkedHashSet<>();
        for (NamespaceScope link = this; link != null; link = link.parent) {
            for (int i = 0; i < link.pairs.length; i += 2) {
                prefixes.add(link.pairs[i]);
            }
            if (link.around != null) {
                link.around.getPrefixes(namespaceURI).forEachRemaining(prefixes::add);
            }
        }
        prefixes.addAll(
                List.of(XMLConstants.DEFAULT_NS_PREFIX, XMLConstants.XML_NS_PREFIX, XMLConstants.XMLNS_ATTRIBUTE));
        prefixes.removeIf(prefix -> !namespaceURI.equals(uri(prefix)));
        return prefixes.iterator();
    }
}
