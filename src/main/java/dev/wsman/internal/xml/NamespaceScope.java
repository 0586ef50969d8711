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
 * The namespace declarations in force at an element: an immutable chain, in which each link holds the declarations of
 * one element. All items of a batch share the link of the enclosing element, so that the declarations of the envelope
 * cost nothing per item.
 */
public final class NamespaceScope implements NamespaceContext {
    private static final String[] NOTHING = {};

    /** A scope with only the declarations that are built into XML. */
    public static final NamespaceScope EMPTY = new NamespaceScope(null, NOTHING, null);

    private final @Nullable NamespaceScope parent;
    private final String[] pairs;
    /**
     * The declarations around the trees: an immutable snapshot from a parser. Null in every link but the outermost one,
     * and there if it has no snapshot.
     */
    private final @Nullable NamespaceContext around;

    private NamespaceScope(@Nullable NamespaceScope parent, String[] pairs, @Nullable NamespaceContext around) {
        this.parent = parent;
        this.pairs = pairs;
        this.around = around;
    }

    /** Returns a scope with namespaces by prefix; the empty prefix means the default namespace. */
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
     * Returns the declarations in force at the current element of a reader, including those of the element. Only a
     * {@link TreeStreamReader} and StAX 2 readers, such as Woodstox's and Aalto's, provide the declarations of
     * ancestors. For other readers, the scope has only the declarations of the element.
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

    /** Returns this scope with more declarations, given as prefix, URI, prefix, URI. */
    NamespaceScope declare(String... more) {
        return more.length == 0 ? this : new NamespaceScope(this, more, null);
    }

    /** Returns this scope with the declarations of the innermost link of another scope. */
    NamespaceScope and(NamespaceScope other) {
        return declare(other.pairs);
    }

    @Nullable
    NamespaceScope parent() {
        return parent;
    }

    /** Returns how many declarations this link has. */
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

    /**
     * Returns the namespace of a prefix; null if the prefix is not declared, the empty string if there is no default
     * namespace.
     */
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
