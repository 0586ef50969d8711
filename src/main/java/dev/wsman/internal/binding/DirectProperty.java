package dev.wsman.internal.binding;

import java.net.URI;
import java.net.URL;
import java.util.Set;
import java.util.UUID;
import javax.xml.namespace.QName;
import org.glassfish.jaxb.core.v2.model.core.Adapter;
import org.glassfish.jaxb.core.v2.model.core.ID;
import org.glassfish.jaxb.runtime.api.AccessorException;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimeElementPropertyInfo;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimeLeafInfo;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimeTypeRef;
import org.glassfish.jaxb.runtime.v2.runtime.Transducer;
import org.glassfish.jaxb.runtime.v2.runtime.reflect.Accessor;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/**
 * JAXB's converter and accessor of a plain property: a single value, without an adapter of the caller and without an
 * ID. Setting it directly avoids the events of an element, which cost JAXB more than the value.
 */
final class DirectProperty {
    private static final Set<String> REPORT_TO_UNMARSHALLER =
            Set.of(UUID.class.getName(), URI.class.getName(), URL.class.getName(), QName.class.getName());

    private final Transducer<Object> converter;
    private final Accessor<Object, Object> accessor;

    private DirectProperty(Transducer<Object> converter, Accessor<Object, Object> accessor) {
        this.converter = converter;
        this.accessor = accessor;
    }

    /** Returns the direct access to a property; null if JAXB does more than convert and set its value. */
    @SuppressWarnings("unchecked") // JAXB declares the accessor raw; it and the converter are of one property
    static @Nullable DirectProperty of(RuntimeElementPropertyInfo property, RuntimeTypeRef type) {
        boolean plain = !property.isCollection()
                && property.id() == ID.NONE
                && property.getExpectedMimeType() == null
                && type.getDefaultValue() == null
                && !hasAdapterOfCaller(property);
        if (!plain || !(type.getTarget() instanceof RuntimeLeafInfo leaf) || reportsToUnmarshaller(leaf)) {
            return null;
        }
        return new DirectProperty(leaf.getTransducer(), property.getAccessor());
    }

    /** Returns whether the converter of the type reports an invalid text only to the unmarshaller. */
    private static boolean reportsToUnmarshaller(RuntimeLeafInfo leaf) {
        return REPORT_TO_UNMARSHALLER.contains(leaf.getClazz().getTypeName());
    }

    /** Returns whether the property has an adapter of the caller, which may need the unmarshaller as its caller. */
    private static boolean hasAdapterOfCaller(RuntimeElementPropertyInfo property) {
        Adapter<?, ?> adapter = property.getAdapter();
        return adapter != null && !TimeReading.isAdapter(adapter);
    }

    void set(Object bean, @Nullable String lexical) throws SAXException, AccessorException {
        accessor.set(bean, lexical == null ? null : converter.parse(lexical));
    }
}
