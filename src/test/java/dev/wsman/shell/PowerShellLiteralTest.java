package dev.wsman.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerShellLiteralTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "~~, ''",
                "it's, 'it''s'",
                "$x `n \"%, '$x `n \"%'",
                "\u2018a\u2019b\u201ac\u201b, '\u2018\u2018a\u2019\u2019b\u201a\u201ac\u201b\u201b'",
                "\u201ca\u201d, '\u201ca\u201d'"
            })
    void doublesEveryCharacterThatPowerShellTakesForSingleQuote(String value, String literal) {
        assertThat(PowerShellLiteral.of(value)).isEqualTo(literal);
    }
}
