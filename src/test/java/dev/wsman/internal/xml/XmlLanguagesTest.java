package dev.wsman.internal.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlLanguagesTest {

    @ParameterizedTest
    @CsvSource({"en-US, en-US", "en_US, en-US", "EN-us, en-US", "' de ', de", "zh-Hant-TW, zh-Hant-TW"})
    void readsLanguageTagInAnyCaseAndWithAnySeparator(String text, String tag) {
        assertThat(XmlLanguages.parse(text)).isEqualTo(Locale.forLanguageTag(tag));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "und", "?", "not a language"})
    void readsInvalidTagAsRootLocale(String text) {
        assertThat(XmlLanguages.parse(text)).isEqualTo(Locale.ROOT);
    }

    @Test
    void writesLocaleAsLanguageTag() {
        assertThat(new XmlLanguages().marshal(Locale.US)).isEqualTo("en-US");
        assertThat(new XmlLanguages().marshal(Locale.ROOT)).isEqualTo("und");
    }

    @Test
    void passesNullThroughAdapter() {
        assertThat(new XmlLanguages().unmarshal(null)).isNull();
        assertThat(new XmlLanguages().marshal(null)).isNull();
    }
}
