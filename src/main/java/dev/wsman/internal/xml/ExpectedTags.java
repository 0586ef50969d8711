package dev.wsman.internal.xml;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/** The names and the indentation of a {@link ChildLayout} as bytes. Immutable and thread-safe. */
final class ExpectedTags {
    /** Instances have one or two. With more, looking the prefixes up for each element would cost too much. */
    private static final int MOST_PREFIXES = 4;

    private static final byte[] NOTHING = {};

    private final byte[][] tags;
    private final byte[] indentation;
    /** The namespaces by prefix; null if there are too many prefixes, or one has several namespaces. */
    private final @Nullable Map<String, String> namespaces;

    ExpectedTags(@Nullable QName[] names, @Nullable String indentation) {
        this.indentation = indentation == null ? NOTHING : indentation.getBytes(StandardCharsets.US_ASCII);
        tags = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            tags[i] = names[i] == null ? NOTHING : (qualified(names[i]) + ">").getBytes(StandardCharsets.UTF_8);
        }
        namespaces = namespaces(names);
    }

    private static String qualified(QName name) {
        return name.getPrefix().isEmpty() ? name.getLocalPart() : name.getPrefix() + ":" + name.getLocalPart();
    }

    private static @Nullable Map<String, String> namespaces(@Nullable QName[] names) {
        Map<String, String> found = new HashMap<>();
        for (QName name : names) {
            if (name == null) {
                continue;
            }
            String before = found.putIfAbsent(name.getPrefix(), name.getNamespaceURI());
            if (before != null && !before.equals(name.getNamespaceURI()) || found.size() > MOST_PREFIXES) {
                return null;
            }
        }
        return Map.copyOf(found);
    }

    /** Returns the white space before each child; empty if there is none. */
    byte[] indentation() {
        return indentation;
    }

    /**
     * Returns the qualified name at a position and {@code >}, as in an end tag and in a start tag without attributes;
     * empty for a node that is not an element.
     */
    byte[] get(int position) {
        return tags[position];
    }

    /** Returns whether the prefixes have the namespaces of the names at the current element of a reader. */
    boolean areBoundIn(Utf8Reader reader) {
        if (namespaces == null) {
            return false;
        }
        for (Map.Entry<String, String> each : namespaces.entrySet()) {
            if (!each.getValue().equals(reader.getNamespaceURI(each.getKey()))) {
                return false;
            }
        }
        return true;
    }
}
