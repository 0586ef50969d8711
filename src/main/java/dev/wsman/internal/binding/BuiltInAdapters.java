package dev.wsman.internal.binding;

import jakarta.xml.bind.annotation.adapters.XmlJavaTypeAdapter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.glassfish.jaxb.core.v2.model.annotation.Locatable;
import org.glassfish.jaxb.runtime.v2.model.annotation.LocatableAnnotation;
import org.glassfish.jaxb.runtime.v2.model.annotation.RuntimeAnnotationReader;
import org.glassfish.jaxb.runtime.v2.model.annotation.RuntimeInlineAnnotationReader;
import org.jspecify.annotations.Nullable;

/**
 * Shows JAXB an {@code @XmlJavaTypeAdapter} on types of the JDK, such as {@code OffsetDateTime}. JAXB looks at the type
 * of a property last, so that an adapter that the caller put on the property or the package has precedence.
 *
 * <p>It is a proxy, because JAXB's own annotation reader is final and its interface has a dozen methods.
 */
final class BuiltInAdapters implements InvocationHandler {
    private final RuntimeAnnotationReader annotations = new RuntimeInlineAnnotationReader();
    private final Map<Class<?>, Class<?>> adapters;

    private BuiltInAdapters(Map<Class<?>, Class<?>> adapters) {
        this.adapters = adapters;
    }

    /** Returns an annotation reader that adds the adapter to each type; an adapter is annotated with itself. */
    static RuntimeAnnotationReader of(Map<Class<?>, Class<?>> adapters) {
        return (RuntimeAnnotationReader) Proxy.newProxyInstance(
                RuntimeAnnotationReader.class.getClassLoader(),
                new Class<?>[] {RuntimeAnnotationReader.class},
                new BuiltInAdapters(adapters));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("getClassAnnotation") && arguments[0] == XmlJavaTypeAdapter.class) {
            Class<?> adapter = adapters.get(arguments[1]);
            if (adapter != null) {
                return LocatableAnnotation.create(
                        adapter.getAnnotation(XmlJavaTypeAdapter.class), (Locatable) arguments[2]);
            }
        }
        try {
            return method.invoke(annotations, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
