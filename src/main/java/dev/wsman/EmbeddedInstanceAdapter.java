package dev.wsman;

import dev.wsman.internal.xml.Dom;
import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** Lets a property of a JAXB class be an {@link Instance}: an embedded instance whose class need not be known. */
final class EmbeddedInstanceAdapter extends XmlAdapter<Object, Instance> {
    @Override
    public @Nullable Instance unmarshal(@Nullable Object content) {
        if (!(content instanceof Element element)) {
            return null;
        }
        try {
            return Instance.embedded(element.getLocalName(), Dom.fromElement(element), ReferenceAdapter.namespace())
                    .orElse(null);
        } catch (WsmanException e) {
            // JAXB's caller adds the operation and the advice to the reason alone.
            throw new IllegalArgumentException(e.error().reason(), e);
        }
    }

    @Override
    public @Nullable Object marshal(@Nullable Instance instance) {
        return instance == null ? null : Dom.toElement(InstanceWriter.embedded(instance.tree()));
    }
}
