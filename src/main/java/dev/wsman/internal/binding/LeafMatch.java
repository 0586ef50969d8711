package dev.wsman.internal.binding;

import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * How a child that has only a text is read into an object of a class.
 *
 * @param name the name of the child
 * @param byEvents whether the child is more than the text of a simple property, so that its events are needed
 * @param property the property that expects the child; null if the child is skipped
 * @param fit how well the name matches the property ({@link ClassShape#fit})
 */
record LeafMatch(QName name, boolean byEvents, @Nullable ExpectedElement property, byte fit) {

    /**
     * Returns the match of a child.
     *
     * @param parentUri the namespace of the object's element
     */
    static LeafMatch of(ClassShape shape, String parentUri, QName name) {
        String uri = name.getNamespaceURI();
        String local = name.getLocalPart();
        ExpectedElement found = shape.find(uri, local);
        if (found == null) {
            return new LeafMatch(name, shape.wildcard || mayWrap(uri, local), null, (byte) 0);
        }
        boolean byEvents = found.leafKind == null || !found.local.equals(local) && mayWrap(uri, local);
        return new LeafMatch(name, byEvents, found, ClassShape.fit(found, uri, local, parentUri));
    }

    /** Returns whether an element of this name may only wrap content, which its events show. */
    static boolean mayWrap(String uri, String local) {
        return local.equals("EndpointReference") || uri.endsWith('/' + local);
    }
}
