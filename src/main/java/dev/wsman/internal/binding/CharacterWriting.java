package dev.wsman.internal.binding;

import dev.wsman.internal.value.Char16;
import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import jakarta.xml.bind.annotation.adapters.XmlJavaTypeAdapter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a {@code char16} into {@link Char16Content}, which marks it. Used only for writing. */
@XmlJavaTypeAdapter(CharacterWriting.class)
class CharacterWriting extends XmlAdapter<Char16Content, Character> {

    /** Returns these adapters and those for characters. */
    static Map<Class<?>, Class<?>> and(Map<Class<?>, Class<?>> others) {
        Map<Class<?>, Class<?>> all = new HashMap<>(others);
        all.put(Character.class, CharacterWriting.class);
        all.put(char.class, Primitive.class);
        return all;
    }

    @Override
    public @Nullable Char16Content marshal(@Nullable Character value) {
        if (value == null) {
            return null;
        }
        Char16Content content = new Char16Content();
        content.number = Char16.number(value);
        return content;
    }

    /** The adapter for {@code char}, which JAXB uses only if its annotation names that type. */
    @XmlJavaTypeAdapter(value = Primitive.class, type = char.class)
    static final class Primitive extends CharacterWriting {
        /** Leaves out a {@code char} that was never set: it is U+0000, which XML cannot contain. */
        @Override
        public @Nullable Char16Content marshal(@Nullable Character value) {
            return value == null || value == 0 ? null : super.marshal(value);
        }
    }

    /** Never called: the contexts for reading do not have this adapter. */
    @Override
    public Character unmarshal(Char16Content content) {
        throw new IllegalStateException("an adapter for writing cannot read");
    }
}
