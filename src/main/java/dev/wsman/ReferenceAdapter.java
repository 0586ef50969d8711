package dev.wsman;

import dev.wsman.internal.xml.Dom;
import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** Lets a property of a JAXB class be a {@link ResourceLocator}: its content is that of an endpoint reference. */
final class ReferenceAdapter extends XmlAdapter<Object, ResourceLocator> {
    @Override
    public @Nullable ResourceLocator unmarshal(@Nullable Object content) {
        if (!(content instanceof Element element) || !element.hasChildNodes()) {
            return null;
        }
        return ResourceLocator.fromEndpointReference(Dom.fromElement(element));
    }

    @Override
    public @Nullable Object marshal(@Nullable ResourceLocator reference) {
        return reference == null ? null : reference.toElement();
    }
}
