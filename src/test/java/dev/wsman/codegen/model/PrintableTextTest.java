package dev.wsman.codegen.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTextTest {

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00, 0x1B, 0x7F, 0x9B, 0xA0, 0xAD, 0x034F, 0x061C, 0x115F, 0x180E, 0x200B, 0x202E, 0x2028, 0x2029,
                0x2066, 0x2800, 0x3164, 0xE000, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFFF, 0xE0001, 0xE0100, 0x10FFFF
            })
    void escapesInvisibleCharactersAndRejectsThemInNames(int c) {
        String text = "a" + Character.toString(c) + "b";
        assertThat(PrintableText.of(text)).matches("a\\\\u(?:[0-9a-f]{4}|\\{[0-9a-f]+})b");
        assertThat(CimName.isName(text)).isFalse();
    }

    @Test
    void keepsLettersOfAllScripts() {
        String text = "Größe Имя 名前 שם اسم नाम \ud83d\ude00";
        assertThat(PrintableText.of(text)).isEqualTo(text);
    }
}
