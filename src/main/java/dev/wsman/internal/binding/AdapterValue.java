package dev.wsman.internal.binding;

import dev.wsman.internal.xml.Dom;
import dev.wsman.internal.xml.Tree;
import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes a component by an {@code XmlAdapter}, which the component or its type names. The adapter gets a
 * text, a DOM element if its value type is {@code Object}, or a simple value. Each call uses a new adapter, because
 * adapters need not be thread-safe.
 */
final class AdapterValue implements ElementValue {
    private final MethodHandle constructor;
    private final ElementValue sent;

    private AdapterValue(MethodHandle constructor, ElementValue sent) {
        this.constructor = constructor;
        this.sent = sent;
    }

    /**
     * Returns the reader for an adapter.
     *
     * @throws IllegalArgumentException if the adapter cannot be created, or its value type is not one of these
     */
    static AdapterValue of(Class<?> adapter) {
        Class<?> valueType = valueType(adapter);
        ElementValue sent = valueType == Object.class ? Dom::toElement : LeafValues.reader(valueType);
        if (sent == null) {
            throw new IllegalArgumentException("its adapter " + adapter.getName() + " needs a " + valueType.getName()
                    + "; String, Object and simple values are supported");
        }
        return new AdapterValue(RecordAccess.noArgumentConstructor(adapter), sent);
    }

    private static Class<?> valueType(Class<?> adapter) {
        for (Class<?> each = adapter; each != null; each = each.getSuperclass()) {
            if (each.getGenericSuperclass() instanceof ParameterizedType parent
                    && parent.getRawType() == XmlAdapter.class) {
                Type value = parent.getActualTypeArguments()[0];
                return value instanceof Class<?> type ? type : void.class;
            }
        }
        return void.class;
    }

    @Override
    public @Nullable Object read(Tree element) {
        try {
            return adapter().unmarshal(sent.read(element));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Returns the value that is sent for the value of a component. */
    @Nullable
    Object write(Object value) {
        try {
            return adapter().marshal(value);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    @SuppressWarnings("unchecked") // the adapter gets values of the type that it declares
    private XmlAdapter<Object, Object> adapter() {
        return (XmlAdapter<Object, Object>) RecordAccess.invoke(constructor);
    }
}
