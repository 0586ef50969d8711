package dev.wsman.internal.xml;

import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes {@code xs:language} and {@code xml:lang} as {@link Locale}.
 *
 * <p>Written as a BCP 47 tag ({@code en-US}), the locale without a language as {@code und}. Read leniently: an
 * underscore counts as a hyphen, and what is no language tag, or empty, is {@link Locale#ROOT}, because a fault must
 * stay readable whatever its language is called. Stateless.
 */
public final class XmlLanguages extends XmlAdapter<String, Locale> {

    @Override
    public @Nullable Locale unmarshal(@Nullable String text) {
        return text == null ? null : parse(text);
    }

    @Override
    public @Nullable String marshal(@Nullable Locale locale) {
        return locale == null ? null : locale.toLanguageTag();
    }

    /** The locale that a language tag names; {@link Locale#ROOT} where it names none. */
    public static Locale parse(String tag) {
        return Locale.forLanguageTag(tag.strip().replace('_', '-'));
    }
}
