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

    /** Returns the direct access to a property; null if JAXB has more to do than to convert and to set. */
    @SuppressWarnings("unchecked") // JAXB declares the accessor raw; it and the converter are of one property
    static @Nullable DirectProperty of(RuntimeElementPropertyInfo property, RuntimeTypeRef type) {
        boolean plain = !property.isCollection()
                && property.id() == ID.NONE
                && property.getExpectedMimeType() == null
                && type.getDefaultValue() == null
                && isOurs(property.getAdapter());
        if (!plain || !(type.getTarget() instanceof RuntimeLeafInfo leaf) || reportsToUnmarshaller(leaf)) {
            return null;
        }
        return new DirectProperty(leaf.getTransducer(), property.getAccessor());
    }

    /** Whether the converter of the type reports an invalid text only to the unmarshaller. */
    private static boolean reportsToUnmarshaller(RuntimeLeafInfo leaf) {
        return REPORT_TO_UNMARSHALLER.contains(leaf.getClazz().getTypeName());
    }

    /** Whether there is no adapter of the caller, which may rely on being called by an unmarshaller. */
    private static boolean isOurs(@Nullable Adapter<?, ?> adapter) {
        return adapter == null
                || adapter.adapterType instanceof Class<?> type && TimeReading.class.isAssignableFrom(type);
    }

    void set(Object bean, @Nullable String lexical) throws SAXException, AccessorException {
        accessor.set(bean, lexical == null ? null : converter.parse(lexical));
    }
}
