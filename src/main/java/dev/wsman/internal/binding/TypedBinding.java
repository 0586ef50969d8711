package dev.wsman.internal.binding;

import dev.wsman.internal.value.ServerForm;
import jakarta.xml.bind.JAXBElement;
import jakarta.xml.bind.JAXBException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.glassfish.jaxb.core.v2.runtime.IllegalAnnotationException;
import org.glassfish.jaxb.runtime.api.JAXBRIContext;
import org.glassfish.jaxb.runtime.v2.ContextFactory;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimeClassInfo;
import org.glassfish.jaxb.runtime.v2.runtime.IllegalAnnotationsException;
import org.glassfish.jaxb.runtime.v2.runtime.JAXBContextImpl;
import org.jspecify.annotations.Nullable;

/**
 * Binds the XML of a resource to one JAXB class of the caller: an item becomes an object of that class, and an object
 * becomes an element in the namespace of the resource.
 *
 * <p>Reading accepts names and types as in DSP0230, and as servers send them:
 *
 * <ul>
 *   <li>The class determines the type of the object; the name of the root is ignored.
 *   <li>A property is found by its name, else by its local name, else by its local name in any case. A worse match
 *       never overwrites a better one. Properties that the class does not have are skipped.
 *   <li>{@code xsi:nil} and an empty number set a property to null; a primitive keeps its default. An array whose only
 *       element is nil is not set.
 *   <li>{@code xsi:type} chooses a subclass that the class names by {@code @XmlSeeAlso}; otherwise it is ignored.
 *   <li>Datetimes and intervals are read in every form that servers send, into the types of {@code java.time}, without
 *       an annotation.
 *   <li>References are read with and without {@code wsa:EndpointReference}, embedded instances as elements or as
 *       escaped XML.
 * </ul>
 *
 * <p>A value that does not fit its property is reported as a {@link BindingException}.
 *
 * <p>Immutable and thread-safe. Bindings are cached for each class as long as the class exists.
 *
 * @param <T> the JAXB class
 */
public final class TypedBinding<T> {
    /** The number of idle readers that are kept for each class; further threads create their own. */
    private static final int IDLE_READERS = 16;

    private static final ClassValue<TypedBinding<?>> BINDINGS = new ClassValue<>() {
        @Override
        protected TypedBinding<?> computeValue(Class<?> type) {
            return new TypedBinding<>(type);
        }
    };

    private final Class<T> type;
    private final JAXBContextImpl reading;
    private final Map<Class<?>, ClassShape> shapes;
    private final ArrayBlockingQueue<JaxbItemReader> idle = new ArrayBlockingQueue<>(IDLE_READERS);
    private volatile @Nullable JAXBContextImpl writing;

    private TypedBinding(Class<T> type) {
        this.type = type;
        requireClass(type);
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            requireCurrentJaxb(each);
        }
        this.reading = context(type, TimeReading.ADAPTERS, true);
        this.shapes = ClassShapes.of(reading.getRuntimeTypeInfoSet());
        if (!shapes.containsKey(type)) {
            throw unusable(type, "it is a simple type, where a class with properties is needed", null);
        }
        reading.getRuntimeTypeInfoSet().beans().values().forEach(bean -> requireCurrentJaxb(bean.getClazz()));
        reading.getRuntimeTypeInfoSet().enums().values().forEach(words -> requireCurrentJaxb(words.getClazz()));
        reading.getRuntimeTypeInfoSet().beans().values().forEach(this::requireConstructor);
    }

    /**
     * Returns the binding of a class, which the first call creates.
     *
     * @throws IllegalArgumentException if JAXB cannot bind the class, or if it or a class in it has annotations of
     *     {@code javax.xml.bind}; the message names the class and the reason
     */
    @SuppressWarnings("unchecked") // BINDINGS maps each class to its own binding
    public static <T> TypedBinding<T> of(Class<T> type) {
        return (TypedBinding<T>) BINDINGS.get(type);
    }

    /**
     * Reads the element at which the reader is, and leaves the reader at its end. After an exception the reader may be
     * anywhere within the element.
     *
     * @param reader any StAX reader at a START_ELEMENT; its names need not be interned
     * @throws BindingException if a value does not fit its property
     * @throws XMLStreamException if the reader fails
     */
    public T read(XMLStreamReader reader) throws XMLStreamException {
        JaxbItemReader itemReader = idle.poll();
        if (itemReader == null) {
            itemReader = itemReader();
        }
        T item = type.cast(itemReader.read(reader, type));
        // Only after success: a reader that failed is not used again.
        idle.offer(itemReader);
        return item;
    }

    /**
     * Writes a JAXB object as an element. Elements without a namespace are written in that of the resource, with the
     * prefix {@code p}. The name of the root is that of the class's {@code @XmlRootElement}; else {@code rootName};
     * else the last segment of the resource URI. Properties that are null are left out, or written with {@code xsi:nil}
     * if they have {@code @XmlElement(nillable = true)}. A property of the type {@code char} is left out if it is
     * U+0000.
     *
     * <p>Times, durations and characters are written in the form that the server expects; for Windows, times as
     * {@code cim:Datetime} (or {@code cim:Date}, {@code cim:Time}) and durations as {@code cim:Interval}.
     *
     * @param content an object of a JAXB class, or a {@link JAXBElement} of one
     * @param form the form of the server's values
     * @throws IllegalArgumentException if JAXB cannot bind the object's class
     * @throws BindingException if the object cannot be written, for instance because it contains itself or a
     *     negative interval
     * @throws XMLStreamException if the writer fails
     */
    public static void write(
            Object content, String resourceUri, @Nullable String rootName, ServerForm form, XMLStreamWriter writer)
            throws XMLStreamException {
        if (content instanceof JAXBElement<?> element) {
            Object value = element.getValue();
            if (value == null) {
                throw new IllegalArgumentException("content: a JAXBElement without a value");
            }
            of(value.getClass()).writeAny(element, resourceUri, null, form, writer);
        } else {
            of(content.getClass()).writeAny(content, resourceUri, rootName, form, writer);
        }
    }

    /** Writes a JAXB object in the form that the resource URI indicates. */
    public static void write(Object content, String resourceUri, @Nullable String rootName, XMLStreamWriter writer)
            throws XMLStreamException {
        write(content, resourceUri, rootName, ServerForm.of(resourceUri), writer);
    }

    private void writeAny(
            Object content, String resourceUri, @Nullable String rootName, ServerForm form, XMLStreamWriter writer)
            throws XMLStreamException {
        ResourceWriter.write(writing(), content, type, resourceUri, rootName, form, writer);
    }

    /** Returns whether the class, or a class to which it refers, has a property that is a character. */
    public boolean hasCharacters() {
        return shapes.values().stream().anyMatch(shape -> shape.characters);
    }

    private JaxbItemReader itemReader() {
        try {
            return new JaxbItemReader(reading, shapes, type);
        } catch (JAXBException e) {
            throw unusable(type, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Returns the context for writing. It is created when it is first needed, because most classes are only read. Two
     * threads may each create one; they are equal.
     */
    private JAXBContextImpl writing() {
        JAXBContextImpl context = writing;
        if (context == null) {
            context = writingContext();
            writing = context;
        }
        return context;
    }

    /**
     * Creates the context for writing. JAXB rejects the adapter for a character that is an attribute or the text of its
     * class; JAXB writes such characters itself.
     */
    private JAXBContextImpl writingContext() {
        if (!hasCharacters()) {
            return context(type, TimeWriting.ADAPTERS, false);
        }
        try {
            return context(type, CharacterWriting.and(TimeWriting.ADAPTERS), false);
        } catch (IllegalArgumentException e) {
            return context(type, TimeWriting.ADAPTERS, false);
        }
    }

    /**
     * Rejects a class without a no-argument constructor. JAXB checks this only for root elements; other classes would
     * fail at the first item.
     */
    private void requireConstructor(RuntimeClassInfo bean) {
        boolean constructed = Arrays.stream(bean.getClazz().getDeclaredConstructors())
                .anyMatch(constructor -> constructor.getParameterCount() == 0);
        if (!constructed && !bean.isAbstract() && bean.getFactoryMethod() == null) {
            throw unusable(type, bean.getClazz().getName() + " has no constructor without arguments", null);
        }
    }

    private void requireCurrentJaxb(Class<?> part) {
        JavaxAnnotations.of(part).ifPresent(found -> {
            throw new IllegalArgumentException("type: " + type.getName() + " cannot be bound: "
                    + (part == type ? found : "in " + part.getName() + ", " + found)
                    + ", which JAXB ignores; use jakarta.xml.bind in place of javax.xml.bind");
        });
    }

    private static void requireClass(Class<?> type) {
        if (type.isRecord()) {
            throw unusable(type, "it is a record; JAXB needs a class with a no-argument constructor", null);
        }
    }

    /**
     * Creates a context of the reference implementation, even if the application has another JAXB. For reading, every
     * property is nillable; for writing, only those with {@code nillable = true}.
     */
    private static JAXBContextImpl context(Class<?> type, Map<Class<?>, Class<?>> adapters, boolean allNillable) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(JAXBRIContext.ANNOTATION_READER, BuiltInAdapters.of(adapters));
        properties.put(JAXBRIContext.TREAT_EVERYTHING_NILLABLE, allNillable);
        properties.put(JAXBRIContext.SUPRESS_ACCESSOR_WARNINGS, true);
        try {
            return (JAXBContextImpl) ContextFactory.createContext(new Class<?>[] {type}, properties);
        } catch (IllegalAnnotationsException e) {
            String reasons = e.getErrors().stream()
                    .map(IllegalAnnotationException::getMessage)
                    .collect(Collectors.joining("; "));
            throw unusable(type, reasons, e);
        } catch (JAXBException | LinkageError e) {
            throw unusable(type, String.valueOf(e.getMessage()), e);
        }
    }

    private static IllegalArgumentException unusable(Class<?> type, String reason, @Nullable Throwable cause) {
        return new IllegalArgumentException("type: " + type.getName() + " is not a JAXB class: " + reason, cause);
    }
}
