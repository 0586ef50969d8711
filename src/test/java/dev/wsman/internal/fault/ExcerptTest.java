package dev.wsman.internal.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {

    @Test
    void removesLineBreaksAndTerminalControls() {
        assertThat(Excerpt.of("a\u001b[2J\u009bb\u2028c\u2029d\u0085e\r\nf\u202eg\0h"))
                .isEqualTo("a [2J b c d e f g h");
    }

    @Test
    void returnsOneShortLineWithoutControlCharacters() {
        assertThat(Excerpt.of("a\r\n\tb\u0000c  d")).isEqualTo("a b c d");
        assertThat(Excerpt.cut("abcdef", 4)).isEqualTo("abc…");
        assertThat(Excerpt.cut("ab\uD83D\uDE00ef", 4)).isEqualTo("ab…");
        assertThat(Excerpt.of("x".repeat(10_000_000))).hasSize(300);
    }
}
