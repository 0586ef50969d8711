package dev.wsman.internal.binding;

import dev.wsman.internal.value.PropertyElement;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeStreamReader;
import jakarta.xml.bind.annotation.adapters.XmlJavaTypeAdapter;
import java.util.function.Function;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** The readers of single values by their class. */
final class SingleValues {
    private SingleValues() {}

    /**
     * Returns the reader of a class: a simple type, an enumeration, a class with an adapter, a record, or else a JAXB
     * class.
     *
     * @throws IllegalArgumentException if the class is none of these; the message contains the reason
     */
    static ElementValue of(Class<?> type) {
        ElementValue leaf = LeafValues.reader(type);
        if (leaf != null) {
            return leaf;
        }
        if (type.isEnum()) {
            return EnumTexts.of(type);
        }
        XmlJavaTypeAdapter adapter = type.getAnnotation(XmlJavaTypeAdapter.class);
        if (adapter != null) {
            return AdapterValue.of(adapter.value());
        }
        if (type.isRecord()) {
            return element -> nested(element, content -> RecordBinding.of(type).read(content));
        }
        if (type.isInterface() || type.isArray() || type.getName().startsWith("java.")) {
            throw new IllegalArgumentException("no property can be read into " + type.getTypeName());
        }
        return new Bean(TypedBinding.of(type));
    }

    /** Reads an object of a JAXB class. */
    record Bean(TypedBinding<?> binding) implements ElementValue {
        @Override
        public @Nullable Object read(Tree element) {
            return nested(element, content -> bean(binding, content));
        }
    }

    private static @Nullable Object nested(Tree element, Function<Tree, Object> reader) {
        String text = element.text().strip();
        if (!element.hasElements() && !text.isEmpty() && text.charAt(0) != '<') {
            throw new IllegalArgumentException("text where the elements of an object are expected");
        }
        Tree content = PropertyElement.embedded(element);
        return content == null ? null : reader.apply(content);
    }

    private static Object bean(TypedBinding<?> binding, Tree content) {
        try {
            return binding.read(TreeStreamReader.onStartTag(content));
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }
}
