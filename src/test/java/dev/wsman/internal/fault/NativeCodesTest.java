package dev.wsman.internal.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.fixture.Recordings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeCodesTest {

    @ParameterizedTest
    @CsvSource({
        "5, 5 ERROR_ACCESS_DENIED",
        "2150858752, 2150858752 (0x80338000) ERROR_WSMAN_RESOURCE_NOT_FOUND",
        "2147749890, 2147749890 (0x80041002) WBEM_E_NOT_FOUND",
        "4711, 4711"
    })
    void describesCodeWithItsSymbol(long code, String description) {
        assertThat(NativeCodes.describe(code)).isEqualTo(description);
    }

    /** The list is that of the Windows SDK's WsmError.h. */
    @Test
    void knowsEveryCodeOfWsManagement() throws Exception {
        Path reference = Recordings.ofOthers("reference/wsman-error-codes.txt");
        List<String[]> rows = Files.readAllLines(reference).stream()
                .filter(line -> line.startsWith("0x"))
                .map(line -> line.split("\\s+"))
                .toList();

        assertThat(rows).hasSize(509).allSatisfy(row -> assertThat(NativeCodes.symbol(Long.parseLong(row[1])))
                .contains(row[2]));
    }
}
