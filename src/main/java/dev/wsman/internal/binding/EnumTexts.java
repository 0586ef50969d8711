package dev.wsman.internal.binding;

import dev.wsman.internal.value.PropertyElement;
import dev.wsman.internal.xml.Tree;
import jakarta.xml.bind.annotation.XmlEnumValue;
import java.lang.reflect.Field;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The texts of the constants of an enumeration: their names, or what {@code @XmlEnumValue} gives. */
final class EnumTexts implements ElementValue {
    private final Map<String, Enum<?>> constants;

    private EnumTexts(Map<String, Enum<?>> constants) {
        this.constants = Collections.unmodifiableMap(constants);
    }

    static EnumTexts of(Class<?> type) {
        Map<String, Enum<?>> constants = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(text((Enum<?>) constant), (Enum<?>) constant);
        }
        return new EnumTexts(constants);
    }

    /** Returns the text of a constant. */
    static String text(Enum<?> constant) {
        try {
            Field field = constant.getDeclaringClass().getDeclaredField(constant.name());
            XmlEnumValue value = field.getAnnotation(XmlEnumValue.class);
            return value == null ? constant.name() : value.value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e); // each constant has a field of its name
        }
    }

    @Override
    public @Nullable Object read(Tree element) {
        String text = PropertyElement.text(element).trim();
        if (text.isEmpty()) {
            return null;
        }
        Enum<?> constant = constants.get(text);
        if (constant == null) {
            throw new IllegalArgumentException("not one of " + constants.keySet());
        }
        return constant;
    }
}
