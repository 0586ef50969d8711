package dev.wsman.internal.binding;

import dev.wsman.internal.value.Char16;
import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import jakarta.xml.bind.annotation.adapters.XmlJavaTypeAdapter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Marks a {@code char16} as one: used for writing only. */
@XmlJavaTypeAdapter(CharacterWriting.class)
class CharacterWriting extends XmlAdapter<Char16Content, Character> {

    /** These adapters and the one for characters. */
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

    /** The same for {@code char}, for which JAXB has to be told that the adapter is one for it. */
    @XmlJavaTypeAdapter(value = Primitive.class, type = char.class)
    static final class Primitive extends CharacterWriting {
        /** A {@code char} that was never set is U+0000, which XML cannot hold: it is left out. */
        @Override
        public @Nullable Char16Content marshal(@Nullable Character value) {
            return value == null || value == 0 ? null : super.marshal(value);
        }
    }

    /** Never reached: the contexts that read know no such adapter. */
    @Override
    public Character unmarshal(Char16Content content) {
        throw new IllegalStateException("an adapter for writing was asked to read");
    }
}
