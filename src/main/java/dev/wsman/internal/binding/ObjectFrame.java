package dev.wsman.internal.binding;

import java.util.Arrays;
import java.util.BitSet;
import javax.xml.stream.XMLStreamReader;

/** The state of one object while its children are read. */
final class ObjectFrame {
    ClassShape shape;
    /** The object; this frame as a placeholder while it is not in use. */
    Object target = this;
    /** The namespace of the object's element as it was sent. */
    String uri = "";
    /** The rating of the best element of each property so far; 0 if none came. */
    byte[] fits = new byte[0];
    /** The arrays whose first element is nil and is held until another follows. */
    final BitSet held = new BitSet();

    private final StringBuilder text = new StringBuilder();

    ObjectFrame(ClassShape shape) {
        this.shape = shape;
    }

    void reset(ClassShape shape, Object target, String uri) {
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
