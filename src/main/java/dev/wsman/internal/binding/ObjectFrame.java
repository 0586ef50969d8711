package dev.wsman.internal.binding;

import java.util.Arrays;
import java.util.BitSet;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** The state of one object while its children are read. */
final class ObjectFrame {
    private static final int INITIAL_MATCHES = 64;
    /** The largest classes of Windows have about 150 properties. */
    private static final int MOST_MATCHES = 256;

    ClassShape shape;
    /** The object; this frame as a placeholder while it is not in use. */
    Object target = this;
    /** The namespace of the object's element as it was sent. */
    String uri = "";
    /** The rating of the best element of each property so far; 0 if none came. */
    byte[] fits = new byte[0];
    /** The arrays whose first element is nil and is held until another follows. */
    final BitSet held = new BitSet();

    /**
     * The matches of the latest object's children by their positions: the objects of a class usually have children with
     * the same names in the same order, so that a property is rarely looked up.
     */
    private @Nullable LeafMatch[] matches = new LeafMatch[INITIAL_MATCHES];

    private final StringBuilder text = new StringBuilder();

    ObjectFrame(ClassShape shape) {
        this.shape = shape;
    }

    void reset(ClassShape shape, Object target, String uri) {
        if (shape != this.shape || !uri.equals(this.uri)) {
            Arrays.fill(matches, null);
        }
        this.shape = shape;
        this.target = target;
        this.uri = uri;
        if (fits.length < shape.size) {
            fits = new byte[shape.size];
        } else {
            Arrays.fill(fits, 0, shape.size, (byte) 0);
        }
    }

    /** Drops the reference to the object, because frames are reused. */
    void clear() {
        target = this;
        held.clear();
    }

    /** Returns how a child that has only a text is read. */
    LeafMatch match(int position, QName name) {
        LeafMatch known = position < matches.length ? matches[position] : null;
        if (known != null && known.name() == name) {
            return known;
        }
        LeafMatch match = LeafMatch.of(shape, uri, name);
        if (position < MOST_MATCHES) {
            matches = position < matches.length ? matches : Arrays.copyOf(matches, MOST_MATCHES);
            matches[position] = match;
        }
        return match;
    }

    void addText(XMLStreamReader reader) {
        if (!text.isEmpty() || !reader.isWhiteSpace()) {
            text.append(reader.getText());
        }
    }

    String takeText() {
        if (text.isEmpty()) {
            return "";
        }
        String taken = text.toString().trim();
        text.setLength(0);
        return taken;
    }
}
