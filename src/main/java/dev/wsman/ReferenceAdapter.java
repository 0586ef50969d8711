package dev.wsman;

import dev.wsman.internal.xml.Dom;
import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** Lets a property of a JAXB class be a {@link ResourceLocator}: its content is that of an endpoint reference. */
final class ReferenceAdapter extends XmlAdapter<Object, ResourceLocator> {
    private static final ThreadLocal<@Nullable String> NAMESPACE = new ThreadLocal<>();

    /** Until {@link #leave} references that are read on this thread, and name no CIM namespace, are in this one. */
    static void enter(String namespace) {
        NAMESPACE.set(namespace);
    }

    static void leave() {
        NAMESPACE.remove();
    }

    static @Nullable String namespace() {
        return NAMESPACE.get();
    }

    @Override
    public @Nullable ResourceLocator unmarshal(@Nullable Object content) {
        if (!(content instanceof Element element) || !element.hasChildNodes()) {
            return null;
        }
        ResourceLocator reference = ResourceLocator.fromEndpointReference(Dom.fromElement(element));
        return CimNamespace.carried(reference, namespace());
    }

    @Override
    public @Nullable Object marshal(@Nullable ResourceLocator reference) {
        return reference == null ? null : reference.toElement();
    }
}
