package dev.wsman.internal.binding;

import dev.wsman.internal.xml.Tree;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Binds the XML of a resource to one record class of the caller, as {@link TypedBinding} does for JAXB classes. Names
 * and values are read in the same way:
 *
 * <ul>
 *   <li>A property is found by its local name, else by its local name in any case. A worse match never overwrites a
 *       better one, and namespaces only decide between equal names. Other properties are skipped.
 *   <li>{@code xsi:nil}, a missing property and an empty number are null; zero or false for a primitive; an empty
 *       Optional, list or array. A {@code byte[]} is null.
 * </ul>
 *
 * <p>Immutable and thread-safe. Bindings are cached for each class as long as the class exists.
 *
 * @param <T> the record class
 */
public final class RecordBinding<T> {
    /** The number of element names whose component is remembered. A class of CIM has at most some hundred. */
    private static final int KNOWN_NAMES = 2000;

    /** The limit of nested objects: a list may contain its own record. */
    private static final int DEEPEST = 200;

    private static final int NO_COMPONENT = -1;

    private static final ClassValue<RecordBinding<?>> BINDINGS = new ClassValue<>() {
        @Override
        protected RecordBinding<?> computeValue(Class<?> type) {
            return new RecordBinding<>(type);
        }
    };

    private final Class<T> type;
    private final RecordAccess access;
    private final List<BoundComponent> components = new ArrayList<>();
    private final Map<String, Integer> byName = new HashMap<>();
    private final Map<String, Integer> inAnyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    /** The component of each element name that has been read, by index. */
    private final Map<String, Integer> known = new ConcurrentHashMap<>();
    /** The record classes in components. They are bound when this is used, because records may contain themselves. */
    private final Set<Class<?>> nested = new HashSet<>();

    private volatile boolean complete;

    private RecordBinding(Class<T> type) {
        this.type = type;
        JavaxAnnotations.of(type).ifPresent(found -> {
            throw unusable(found + ", which is ignored; use jakarta.xml.bind in place of javax.xml.bind");
        });
        if (type.getTypeParameters().length > 0) {
            throw unusable("it is generic; use a record class with the types of its properties");
        }
        this.access = RecordAccess.of(type);
        for (RecordComponent component : type.getRecordComponents()) {
            BoundComponent bound = new BoundComponent(component);
            add(bound);
            if (!bound.left && bound.adapter == null) {
                addRecords(component.getGenericType());
            }
        }
    }

    private void add(BoundComponent component) {
        int index = components.size();
        components.add(component);
        if (component.left) {
            return;
        }
        if (byName.putIfAbsent(component.name, index) != null) {
            throw unusable("two components are named " + component.name);
        }
        inAnyCase.putIfAbsent(component.name, index);
    }

    private void addRecords(Type in) {
        if (in instanceof Class<?> plain) {
            Class<?> item = plain.isArray() ? plain.getComponentType() : plain;
            if (item.isRecord()) {
                nested.add(item);
            }
        } else if (in instanceof ParameterizedType generic) {
            Arrays.stream(generic.getActualTypeArguments()).forEach(this::addRecords);
        }
    }

    private IllegalArgumentException unusable(String reason) {
        return new IllegalArgumentException("type: record " + type.getName() + " cannot be bound: " + reason);
    }

    /**
     * Returns the binding of a record class, which the first call creates.
     *
     * @throws IllegalArgumentException if the class, or a record class in it, cannot be bound; the message names the
     *     class, the component and the reason
     */
    @SuppressWarnings("unchecked") // BINDINGS maps each class to its own binding
    public static <T> RecordBinding<T> of(Class<T> type) {
        RecordBinding<T> binding = (RecordBinding<T>) BINDINGS.get(type);
        if (!binding.complete) {
            requireAll(binding, new HashSet<>());
            binding.complete = true;
        }
        return binding;
    }

    private static void requireAll(RecordBinding<?> binding, Set<Class<?>> checked) {
        for (Class<?> each : binding.nested) {
            if (checked.add(each)) {
                requireAll(BINDINGS.get(each), checked);
            }
        }
    }

    /**
     * Reads an element, whose own name does not matter.
     *
     * @throws BindingException if a value does not fit its component, or the constructor throws an exception
     */
    public T read(Tree item) {
        List<@Nullable List<Tree>> found = elements(item);
        @Nullable Object[] values = new Object[components.size()];
        for (int i = 0; i < values.length; i++) {
            List<Tree> elements = found.get(i);
            values[i] = components.get(i).read(elements == null ? List.of() : elements);
        }
        return create(values);
    }

    /** Returns the elements of each component, null where there are none. */
    private List<@Nullable List<Tree>> elements(Tree item) {
        List<@Nullable List<Tree>> found = new ArrayList<>(Collections.nCopies(components.size(), null));
        byte[] fits = new byte[found.size()];
        for (Tree child : item.elements()) {
            int index = component(child.localName());
            if (index == NO_COMPONENT) {
                continue;
            }
            byte fit = fit(components.get(index), child, item);
            if (fit >= fits[index]) {
                List<Tree> before = fit > fits[index] ? null : found.get(index);
                found.set(index, added(components.get(index), before, child));
                fits[index] = fit;
            }
        }
        return found;
    }

    private static List<Tree> added(BoundComponent component, @Nullable List<Tree> before, Tree child) {
        if (!component.isRepeated()) {
            return List.of(child);
        }
        List<Tree> all = before == null ? new ArrayList<>() : before;
        all.add(child);
        return all;
    }

    /** Rates how well an element matches a component, from 1: by the case of the name, then by the namespace. */
    private static byte fit(BoundComponent component, Tree child, Tree item) {
        int fit = component.name.equals(child.localName()) ? 3 : 1;
        return (byte) (child.namespace().equals(item.namespace()) ? fit + 1 : fit);
    }

    private int component(String localName) {
        Integer index = known.get(localName);
        if (index == null) {
            index = byName.getOrDefault(localName, inAnyCase.getOrDefault(localName, NO_COMPONENT));
            if (known.size() < KNOWN_NAMES) {
                known.put(localName, index);
            }
        }
        return index;
    }

    private T create(@Nullable Object[] values) {
        try {
            return type.cast(access.create(values));
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            String reason = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
            throw new BindingException(type, null, null, "its constructor rejects the values: " + reason, e);
        }
    }

    /**
     * Writes a record as an element in the namespace of the resource. The name of the root is that of the record's
     * {@code @XmlRootElement}; else {@code rootName}; else the last segment of the resource URI. Components that are
     * null or an empty Optional are left out, or written with {@code xsi:nil} if they have
     * {@code @XmlElement(nillable = true)}; so is a {@code char} that is U+0000.
     *
     * @param structures converts references and instances of the public API, as for {@code InstanceWriter}
     * @throws BindingException naming the component, if its value cannot be sent
     */
    public static Tree write(
            Object content, String resourceUri, @Nullable String rootName, UnaryOperator<Object> structures) {
        return new RecordWriter(resourceUri, structures).root(content, rootName);
    }

    /** Returns the value of a component. */
    @Nullable
    Object get(Object content, int component) {
        return access.get(content, component);
    }

    List<BoundComponent> components() {
        return components;
    }

    static int deepest() {
        return DEEPEST;
    }
}
