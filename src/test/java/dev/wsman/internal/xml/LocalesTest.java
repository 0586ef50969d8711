package dev.wsman.internal.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalesTest {

    @ParameterizedTest
    @CsvSource({"en-US, en-US", "en_US, en-US", "EN-us, en-US", "' de ', de", "zh-Hant-TW, zh-Hant-TW"})
    void aLanguageTagIsReadWhateverItsCaseAndSeparator(String text, String tag) {
        assertThat(Locales.parse(text)).isEqualTo(Locale.forLanguageTag(tag));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "und", "?", "not a language"})
    void whatNamesNoLanguageIsTheRootLocale(String text) {
        assertThat(Locales.parse(text)).isEqualTo(Locale.ROOT);
    }

    @Test
    void aLocaleIsWrittenAsALanguageTag() {
        assertThat(new Locales().marshal(Locale.US)).isEqualTo("en-US");
        assertThat(new Locales().marshal(Locale.ROOT)).isEqualTo("und");
    }

    @Test
    void theAdapterPassesNullOn() {
        assertThat(new Locales().unmarshal(null)).isNull();
        assertThat(new Locales().marshal(null)).isNull();
    }
}
