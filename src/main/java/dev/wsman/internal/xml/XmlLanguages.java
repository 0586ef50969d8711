package dev.wsman.internal.xml;

import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Converts between {@code xs:language} or {@code xml:lang} and {@link Locale}.
 *
 * <p>Writes a BCP 47 tag ({@code en-US}), and {@code und} for the locale without a language. Reads leniently: an
 * underscore counts as a hyphen, and empty or invalid tags become {@link Locale#ROOT}, because a fault must be
 * readable with any language tag. Stateless.
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

    /** Returns the locale of a language tag; {@link Locale#ROOT} if the tag is not valid. */
    public static Locale parse(String tag) {
        return Locale.forLanguageTag(tag.strip().replace('_', '-'));
    }
}
