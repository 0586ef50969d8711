package dev.wsman.internal.xml;

import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/** An element with many children, which shares what is known of their names. */
final class LaidOut extends Tree {
    private final Layout layout;

    LaidOut(QName name, Object[] attributes, Object[] nodes, Scope scope, boolean declares, Layout layout) {
        super(name, attributes, nodes, scope, declares);
        this.layout = layout;
    }

    @Override
    public @Nullable Tree firstChild(String namespace, String localName) {
        int place = layout.first(namespace, localName);
        if (place == Layout.UNSURE) {
            return super.firstChild(namespace, localName);
        }
        return place < 0 ? null : (Tree) node(place);
    }
}
