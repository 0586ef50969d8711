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
 * The binding of a resource's XML to one JAXB class of the caller's: an item becomes an object of the class that was
 * asked for, and an object becomes an element of the resource's namespace.
 *
 * <p>Reading is liberal (names and types as in DSP0230, and as servers send them): the class decides and not the name of the root; a property is found by
 * its name, else by its local name, else by its local name whatever the case, and what fits better is never
 * overwritten by what fits worse; properties the class does not have are skipped. {@code xsi:nil} and an empty number
 * set a property to null (a primitive keeps its default), an array whose only element is nil is not set at all.
 * {@code xsi:type} chooses a subclass that the class knows ({@code @XmlSeeAlso}) and means nothing otherwise.
 * Datetimes and intervals are read in every form servers send, into the {@code java.time} types without an annotation.
 * References come with and without {@code wsa:EndpointReference}; embedded instances as elements or as escaped XML.
 *
 * <p>A value that does not fit its property is a {@link BindingException}.
 *
 * <p>Immutable and safe for use by many threads. Bindings are kept per class and go away with the class.
 *
 * @param <T> the JAXB class
 */
public final class TypedBinding<T> {
    /** Idle readers kept per class; one more thread than that makes its own. */
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
     * The binding of a class, made at the first call.
     *
     * @throws IllegalArgumentException if JAXB cannot bind the class, or if it or a class in it has annotations of
     *     {@code javax.xml.bind}; the message names the class and says why
     */
    @SuppressWarnings("unchecked") // BINDINGS maps each class to its own binding
    public static <T> TypedBinding<T> of(Class<T> type) {
        return (TypedBinding<T>) BINDINGS.get(type);
    }

    /**
     * Reads the element the reader stands on and leaves the reader on the end of it. After an exception the reader
     * stands anywhere within the element.
     *
     * @param reader on a START_ELEMENT; any StAX reader, names need not be interned
     * @throws BindingException if a value does not fit its property
     * @throws XMLStreamException if the reader fails
     */
    public T read(XMLStreamReader reader) throws XMLStreamException {
        JaxbItemReader items = idle.poll();
        if (items == null) {
            items = itemReader();
        }
        T item = type.cast(items.read(reader, type));
        // A reader that failed is not used again: JAXB may have stopped anywhere.
        idle.offer(items);
        return item;
    }

    /**
     * Writes a JAXB object as an element: what the class puts into no namespace is written into the resource's, under
     * one prefix {@code p}. The root is the class's {@code @XmlRootElement}; else {@code rootName}; else the last
     * segment of the resource URI. Properties that are null are left out, or {@code xsi:nil} where the class says
     * {@code @XmlElement(nillable = true)}. A property of the primitive type {@code char} is left out if it is U+0000.
     *
     * <p>Times, durations and characters are written as the server expects them; for Windows, times as
     * {@code cim:Datetime} (or {@code cim:Date}, {@code cim:Time}) and durations as {@code cim:Interval}.
     *
     * @param content an object of a JAXB class, or a {@link JAXBElement} of one
     * @param form the form of the server's values
     * @throws IllegalArgumentException if JAXB cannot bind the object's class
     * @throws BindingException if the object cannot be written, for instance because it contains itself or an
     *     interval that is negative
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

    /** Whether the class, or one that it refers to, has a property that is a character. */
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

    /** Built when first needed, since most classes are only read; two threads may both build it, and either is good. */
    private JAXBContextImpl writing() {
        JAXBContextImpl context = writing;
        if (context == null) {
            context = writingContext();
            writing = context;
        }
        return context;
    }

    /**
     * JAXB refuses the adapter for a character that is an attribute or the text of its class; such characters are
     * JAXB's own.
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

    /** JAXB itself asks for a constructor only where the class is a root element, and fails at the first item otherwise. */
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
     * A context of the reference implementation, whatever other JAXB the application has. For reading, every property
     * is nillable; for writing, those that say so.
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
        return new IllegalArgumentException("type: " + type.getName() + " is no JAXB class: " + reason, cause);
    }
}
