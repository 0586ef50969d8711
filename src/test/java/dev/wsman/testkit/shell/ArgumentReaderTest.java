package dev.wsman.testkit.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of Microsoft's documentation of the C command line, and those of SHELL-AND-CLI.md 1.9. */
class ArgumentReaderTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            delimiter = '|',
            value = {
                "\"a b c\" d e|a b c,d,e",
                "\"ab\\\"c\" \"\\\\\" d|ab\"c,\\,d",
                "a\\\\\\b d\"e f\"g h|a\\\\\\b,de fg,h",
                "a\\\\\\\"b c d|a\\\"b,c,d",
                "a\\\\\\\\\"b c\" d e|a\\\\b c,d,e",
                "\"C:\\dir with\\\\\"|C:\\dir with\\",
                "\"say \\\"hi\\\"\"|say \"hi\"",
                "\"a\"\"b\"|a\"b"
            })
    void splitsAsProgramsDo(String line, String arguments) {
        assertThat(ArgumentReader.split(line)).containsExactly(arguments.split(","));
    }

    @Test
    void keepsEmptyArguments() {
        assertThat(ArgumentReader.split(" \"\"  x \"\" ")).isEqualTo(List.of("", "x", ""));
        assertThat(ArgumentReader.split("  ")).isEmpty();
    }
}
