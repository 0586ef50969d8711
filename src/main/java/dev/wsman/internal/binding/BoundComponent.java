package dev.wsman.internal.binding;

import dev.wsman.internal.value.NotAValueException;
import dev.wsman.internal.value.PropertyElement;
import dev.wsman.internal.xml.Tree;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlSchemaType;
import jakarta.xml.bind.annotation.XmlTransient;
import jakarta.xml.bind.annotation.adapters.XmlJavaTypeAdapter;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One component of a record class: the name of its property, and how its value is read. Immutable. */
final class BoundComponent {
    private static final Set<Class<?>> SUPPORTED =
            Set.of(XmlElement.class, XmlTransient.class, XmlJavaTypeAdapter.class, XmlSchemaType.class);
    private static final String DEFAULT_NAME = "##default";

    private final Class<?> owner;
    /** The local name of the property's element. */
    final String name;
    /** Whether the component is bound to no property: {@code @XmlTransient}. */
    final boolean left;
    /** Whether null is written as {@code xsi:nil}. */
    final boolean nillable;
    /** The adapter that the component names; null if there is none. */
    final @Nullable AdapterValue adapter;

    private final ComponentType type;

    /**
     * Binds a component.
     *
     * @throws IllegalArgumentException naming the record class and the component, if it cannot be bound
     */
    BoundComponent(RecordComponent component) {
        this.owner = component.getDeclaringRecord();
        Annotated annotated = new Annotated(component);
        XmlElement element = annotated.get(XmlElement.class);
        this.name = element == null || element.name().equals(DEFAULT_NAME) ? component.getName() : element.name();
        this.left = annotated.get(XmlTransient.class) != null;
        this.nillable = element != null && element.nillable();
        try {
            annotated.requireSupported();
            XmlJavaTypeAdapter named = annotated.get(XmlJavaTypeAdapter.class);
            this.adapter = named == null ? null : AdapterValue.of(named.value());
            this.type = type(component);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "type: record " + owner.getName() + " cannot be bound: component " + component.getName() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private ComponentType type(RecordComponent component) {
        if (left) {
            return ComponentType.unset(component.getType());
        }
        return adapter == null || component.getGenericType() instanceof ParameterizedType
                ? ComponentType.of(component.getGenericType(), this::single)
                : ComponentType.ofOne(component.getType(), single(component.getType()));
    }

    private ElementValue single(Class<?> valueType) {
        ElementValue value = adapter == null ? SingleValues.of(valueType) : adapter;
        return element -> read(value, element);
    }

    private @Nullable Object read(ElementValue value, Tree element) {
        try {
            return value.read(element);
        } catch (BindingException e) {
            throw e;
        } catch (RuntimeException e) {
            throw unfit(PropertyElement.text(element), e);
        }
    }

    /** Reads the value from the elements of the property. */
    @Nullable
    Object read(List<Tree> elements) {
        try {
            Object value = type.values().read(elements);
            return value == null ? type.none() : value;
        } catch (NotAValueException e) { // of an array of bytes
            throw unfit(e.text(), e);
        }
    }

    private BindingException unfit(String text, RuntimeException e) {
        String reason = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
        return new BindingException(owner, name, text, reason, e);
    }

    boolean isRepeated() {
        return type.isRepeated();
    }

    /** The annotations of a component: javac copies them to the field and the accessor that they may be on. */
    private record Annotated(RecordComponent component) {
        private List<Annotation> all() {
            try {
                Annotation[] ofField = component
                        .getDeclaringRecord()
                        .getDeclaredField(component.getName())
                        .getAnnotations();
                Annotation[] ofAccessor = component.getAccessor().getAnnotations();
                return Stream.of(ofField, ofAccessor).flatMap(Arrays::stream).toList();
            } catch (NoSuchFieldException e) {
                throw new IllegalStateException(e); // a record has a field for each component
            }
        }

        <A extends Annotation> @Nullable A get(Class<A> type) {
            return all().stream()
                    .filter(type::isInstance)
                    .map(type::cast)
                    .findFirst()
                    .orElse(null);
        }

        void requireSupported() {
            all().stream()
                    .map(Annotation::annotationType)
                    .filter(type -> type.getName().startsWith("jakarta.xml.bind.") && !SUPPORTED.contains(type))
                    .findFirst()
                    .ifPresent(type -> {
                        throw new IllegalArgumentException("@" + type.getSimpleName()
                                + " is not supported in records; use a class with this annotation");
                    });
        }
    }
}
