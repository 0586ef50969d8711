package dev.wsman.internal.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.WsmanError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of native codes, and hints. */
class HintsTest {

    @Test
    void everyHintBelongsToSomethingThatExists() {
        assertThat(Hints.keys()).hasSizeGreaterThan(150).allSatisfy(key -> {
            String[] groupAndName = key.split("\\.");
            assertThat(groupAndName).hasSize(2);
            assertThat(Set.of("native", "detail", "cim", "http", "kind")).contains(groupAndName[0]);
            if (groupAndName[0].equals("native")) {
                assertThat(NativeCodes.symbol(Long.parseLong(groupAndName[1]))).isPresent();
            }
            if (groupAndName[0].equals("kind")) {
                assertThat(WsmanError.Kind.valueOf(groupAndName[1])).isNotNull();
            }
            if (groupAndName[0].equals("cim")) {
                assertThat(NativeCodes.describeCim(Integer.parseInt(groupAndName[1])))
                        .contains("CIM_ERR_");
            }
        });
    }

    @Test
    void theMostPreciseFactGivesTheHint() {
        ServerFault byCode = ServerFault.local("r", 1326);
        ServerFault unknownCode = ServerFault.local("r", 4711);

        assertThat(Hints.of(byCode, "ACCESS_DENIED", 0))
                .hasValueSatisfying(hint -> assertThat(hint).contains("password"));
        assertThat(Hints.of(unknownCode, "ACCESS_DENIED", 0))
                .hasValueSatisfying(hint -> assertThat(hint).contains("rights"));
        assertThat(Hints.of(unknownCode, "OTHER", 0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "5, 5 ERROR_ACCESS_DENIED",
        "2150858752, 2150858752 (0x80338000) ERROR_WSMAN_RESOURCE_NOT_FOUND",
        "2147749890, 2147749890 (0x80041002) WBEM_E_NOT_FOUND",
        "4711, 4711"
    })
    void aCodeIsDescribedWithItsSymbol(long code, String description) {
        assertThat(NativeCodes.describe(code)).isEqualTo(description);
    }

    @Test
    void everyCodeOfWsManagementHasItsSymbol() throws Exception {
        Path reference = Path.of("../shared/reference/wsman-error-codes.txt");
        Assumptions.assumeTrue(Files.exists(reference), "no list of codes at hand");
        List<String[]> rows = Files.readAllLines(reference).stream()
                .filter(line -> line.startsWith("0x"))
                .map(line -> line.split("\\s+"))
                .toList();

        assertThat(rows).hasSize(509).allSatisfy(row -> assertThat(NativeCodes.symbol(Long.parseLong(row[1])))
                .contains(row[2]));
    }

    @Test
    void anExcerptIsOneShortLineWithoutControlCharacters() {
        assertThat(Excerpt.of("a\r\n\tb\u0000c  d")).isEqualTo("a b c d");
        assertThat(Excerpt.cut("abcdef", 4)).isEqualTo("abc…");
        assertThat(Excerpt.cut("ab\uD83D\uDE00ef", 4)).isEqualTo("ab…");
        assertThat(Excerpt.of("x".repeat(10_000_000))).hasSize(300);
    }
}
