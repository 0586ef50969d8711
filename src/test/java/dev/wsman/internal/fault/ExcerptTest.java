package dev.wsman.internal.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {

    @Test
    void isOneLineWithoutCharactersThatATerminalObeys() {
        assertThat(Excerpt.of("a\u001b[2J\u009bb\u2028c\u2029d\u0085e\r\nf\u202eg\0h"))
                .isEqualTo("a [2J b c d e f g h");
    }
}
