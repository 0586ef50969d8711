package dev.wsman.internal.binding;

import dev.wsman.internal.value.CimDateTimes;
import dev.wsman.internal.value.InstanceWriter;
import dev.wsman.internal.value.ServerForm;
import dev.wsman.internal.value.TimeElement;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.XmlCharacters;
import dev.wsman.internal.xml.XmlFactories;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.io.StringWriter;
import java.lang.reflect.Array;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** Writes one record, and the records in it, as elements in the namespace of a resource. */
final class RecordWriter {
    private static final String DEFAULT_NAME = "##default";

    private final String resourceUri;
    private final UnaryOperator<Object> structures;
    private final ServerForm form;
    private int depth;

    RecordWriter(String resourceUri, UnaryOperator<Object> structures) {
        this.resourceUri = resourceUri;
        this.structures = structures;
        this.form = ServerForm.of(resourceUri);
    }

    Tree root(Object content, @Nullable String rootName) {
        return element(content, rootName(content.getClass(), rootName));
    }

    private String rootName(Class<?> type, @Nullable String rootName) {
        XmlRootElement root = type.getAnnotation(XmlRootElement.class);
        if (root != null) {
            return root.name().equals(DEFAULT_NAME) ? type.getSimpleName() : root.name();
        }
        String name = rootName == null ? resourceUri.substring(resourceUri.lastIndexOf('/') + 1) : rootName;
        try {
            return XmlCharacters.requireName(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + name + "' cannot name the root of " + type.getName() + "; give the record an @XmlRootElement",
                    e);
        }
    }

    private Tree element(Object content, String name) {
        RecordBinding<?> binding = RecordBinding.of(content.getClass());
        if (++depth > RecordBinding.deepest()) {
            throw new BindingException(
                    content.getClass(), null, null, "nested deeper than " + RecordBinding.deepest() + " objects", null);
        }
        InstanceWriter writer = new InstanceWriter(InstanceWriter.empty(resourceUri, name), structures);
        List<BoundComponent> components = binding.components();
        for (int i = 0; i < components.size(); i++) {
            if (!components.get(i).left) {
                write(writer, content.getClass(), components.get(i), binding.get(content, i));
            }
        }
        depth--;
        return writer.build();
    }

    private void write(InstanceWriter writer, Class<?> owner, BoundComponent component, @Nullable Object value) {
        try {
            Object sent = sent(component, value);
            if (sent != null || component.nillable) {
                writer.add(component.name, sent);
            }
        } catch (BindingException e) {
            throw e;
        } catch (RuntimeException e) {
            String reason = String.valueOf(e.getMessage()).replaceFirst("^property [^:]+: ", "");
            throw new BindingException(owner, component.name, null, reason, e);
        }
    }

    /** Returns the value as {@link InstanceWriter} accepts it; null for a value that is left out. */
    private @Nullable Object sent(BoundComponent component, @Nullable Object value) {
        Object present = unwrapped(value);
        if (present == null || present.equals('\0')) {
            return null;
        }
        if (component.adapter != null && !(present instanceof Collection)) {
            return component.adapter.write(present);
        }
        if (present instanceof Collection<?> items) {
            return sentItems(component, items);
        }
        if (present.getClass().isArray() && !(present instanceof byte[])) {
            List<@Nullable Object> items = new ArrayList<>();
            for (int i = 0; i < Array.getLength(present); i++) {
                items.add(Array.get(present, i));
            }
            return sentItems(component, items);
        }
        return plain(component, present);
    }

    private List<@Nullable Object> sentItems(BoundComponent component, Collection<?> items) {
        List<@Nullable Object> sent = new ArrayList<>();
        items.forEach(item -> sent.add(item == null ? null : plain(component, item)));
        return sent;
    }

    private static @Nullable Object unwrapped(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.orElse(null);
        }
        if (value instanceof OptionalLong number) {
            return number.isPresent() ? number.getAsLong() : null;
        }
        if (value instanceof OptionalInt number) {
            return number.isPresent() ? number.getAsInt() : null;
        }
        return value instanceof OptionalDouble number ? number.isPresent() ? number.getAsDouble() : null : value;
    }

    private @Nullable Object plain(BoundComponent component, Object value) {
        if (component.adapter != null) {
            return component.adapter.write(value);
        }
        if (value instanceof Enum<?> constant) {
            return EnumTexts.text(constant);
        }
        if (value instanceof LocalDate date) {
            return time(TimeElement.DATE, CimDateTimes.requireDate(date.toString()));
        }
        if (value instanceof LocalTime time) {
            return time(TimeElement.TIME, DateTimeFormatter.ISO_LOCAL_TIME.format(time));
        }
        if (value instanceof Date date) {
            return date.toInstant();
        }
        if (value instanceof Calendar calendar) {
            return ZonedDateTime.ofInstant(
                    calendar.toInstant(), calendar.getTimeZone().toZoneId());
        }
        return structure(value);
    }

    private Object time(String name, String text) {
        return form.hasTimeElements()
                ? content(Tree.builder("", "time", "")
                        .child(Namespaces.CIM_COMMON, name, "cim", text)
                        .build())
                : text;
    }

    private @Nullable Object structure(Object value) {
        Object structure = structures.apply(value);
        if (structure != value) {
            return structure;
        }
        if (value instanceof Record) {
            return content(element(value, "nested"));
        }
        ElementValue kind = value instanceof byte[] ? null : SingleValues.of(value.getClass());
        if (kind instanceof AdapterValue adapter) {
            return adapter.write(value);
        }
        return kind instanceof SingleValues.Bean ? content(bean(value)) : value;
    }

    private Tree bean(Object value) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter writer = XmlFactories.outputFactory().createXMLStreamWriter(text);
            TypedBinding.write(value, resourceUri, "nested", form, writer);
            writer.close();
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
        return XmlFactories.parse(text.toString());
    }

    private static InstanceWriter.Content content(Tree element) {
        List<Tree> children = new ArrayList<>();
        element.elements().forEach(children::add);
        return new InstanceWriter.Content(children);
    }
}
