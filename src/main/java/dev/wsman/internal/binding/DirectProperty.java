package dev.wsman.internal.binding;

import java.lang.reflect.Type;
import java.net.URI;
import java.net.URL;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongFunction;
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
    /** Returns the value of a number, or null if it is out of range; null if the property is not an integer. */
    private final @Nullable LongFunction<@Nullable Object> number;

    private DirectProperty(
            Transducer<Object> converter,
            Accessor<Object, Object> accessor,
            @Nullable LongFunction<@Nullable Object> number) {
        this.number = number;
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
        return new DirectProperty(leaf.getTransducer(), property.getAccessor(), number(leaf.getClazz()));
    }

    private static @Nullable LongFunction<@Nullable Object> number(Type type) {
        if (type == Long.class || type == long.class) {
            return Long::valueOf;
        }
        return type == Integer.class || type == int.class
                ? value -> value == (int) value ? Integer.valueOf((int) value) : null
                : null;
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

    /** Returns whether {@link #setNumber} can set the property. */
    boolean takesNumbers() {
        return number != null;
    }

    /** Sets the property to a number as {@link #set} does for its text; returns false if it is out of range. */
    boolean setNumber(Object bean, long value) throws AccessorException {
        Object boxed = number == null ? null : number.apply(value);
        if (boxed == null) {
            return false;
        }
        accessor.set(bean, boxed);
        return true;
    }

    void set(Object bean, @Nullable String lexical) throws SAXException, AccessorException {
        accessor.set(bean, lexical == null ? null : converter.parse(lexical));
    }
}
