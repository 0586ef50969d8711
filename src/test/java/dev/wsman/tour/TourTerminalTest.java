package dev.wsman.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TourTerminalTest {
    private static final Map<String, String> XTERM = Map.of("TERM", "xterm-256color");

    @Test
    void hasStylesOnlyOnCapableTerminalWithoutNoColor() {
        assertThat(TourTerminal.of(XTERM, true, "24 80").styled()).isTrue();
        assertThat(TourTerminal.of(XTERM, false, "").styled()).isFalse();
        assertThat(TourTerminal.of(Map.of("TERM", "dumb"), true, "24 80").styled())
                .isFalse();
        assertThat(TourTerminal.of(Map.of("TERM", "xterm", "NO_COLOR", "1"), true, "24 80")
                        .styled())
                .isFalse();
        assertThat(TourTerminal.of(Map.of("TERM", "xterm", "NO_COLOR", ""), true, "24 80")
                        .styled())
                .isTrue();
    }

    @Test
    void takesWidthOfColumnsThenOfTerminal() {
        assertThat(TourTerminal.of(Map.of("COLUMNS", "60"), true, "24 100").columns())
                .isEqualTo(60);
        assertThat(TourTerminal.of(Map.of("COLUMNS", "wide"), true, "24 100").columns())
                .isEqualTo(100);
        assertThat(TourTerminal.of(Map.of(), true, "0 0").columns()).isEqualTo(80);
        assertThat(TourTerminal.of(Map.of(), true, "stty: no such device").columns())
                .isEqualTo(80);
        assertThat(TourTerminal.of(Map.of(), false, "").columns()).isEqualTo(80);
    }

    @Test
    void limitsWidthToWhatCanBeRead() {
        assertThat(TourTerminal.of(Map.of("COLUMNS", "400"), false, "").columns())
                .isEqualTo(120);
        assertThat(TourTerminal.of(Map.of("COLUMNS", "7"), false, "").columns()).isEqualTo(40);
    }

    @Test
    void isNotInteractiveInTests() {
        assertThat(TourTerminal.isInteractive()).isFalse();
    }
}
