package dev.wsman.internal.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.internal.fault.ErrorTable.Row;
import dev.wsman.internal.fault.ErrorTable.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import org.junit.jupiter.api.Test;

/**
 * The tables of docs/troubleshooting.md are those of the error table. {@code mvn -q test
 * -Dtest=TroubleshootingPageTest -Ddocs.update} writes them into the page.
 */
class TroubleshootingPageTest {
    private static final Path PAGE = Path.of("docs", "troubleshooting.md");
    private static final String BEGIN = "<!-- begin generated: errors -->\n";
    private static final String END = "<!-- end generated: errors -->\n";

    @Test
    void containsTablesOfErrorTable() throws IOException {
        String page = Files.readString(PAGE);
        String generated = page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
                + "\n"
                + TroubleshootingTables.markdown()
                + "\n"
                + page.substring(page.indexOf(END));
        if (System.getProperty("docs.update") != null) {
            Files.writeString(PAGE, generated);
        }
        assertThat(Files.readString(PAGE))
                .as("the page; run this test with -Ddocs.update to write its tables")
                .isEqualTo(generated);
    }

    @Test
    void showsEveryHintAndEveryCodeThatHasOne() {
        String tables = TroubleshootingTables.markdown();
        assertThat(Arrays.stream(Section.values())
                        .map(ErrorTable::rows)
                        .flatMap(Collection::stream)
                        .filter(row -> row.hint() != null))
                .hasSizeGreaterThan(150)
                .allSatisfy(row -> assertThat(tables).contains(row.hint().replaceAll("([*_])", "\\\\$1")));
        assertThat(ErrorTable.rows(Section.NATIVE).stream().filter(row -> row.hint() != null))
                .extracting(Row::symbol)
                .allSatisfy(symbol -> assertThat(tables).contains("`" + symbol + "`"));
    }

    @Test
    void showsCodesInDecimalAndInHexadecimal() {
        assertThat(TroubleshootingTables.markdown())
                .contains("| 2150859174<br>0x803381A6 | `ERROR_WSMAN_QUOTA_MAX_OPERATIONS`<br>`QUOTA_LIMIT` | ")
                .contains("| 1326 | `ERROR_LOGON_FAILURE`<br>`AUTHENTICATION` | ")
                .contains("| 413 | `ERROR_WSMAN_HTTP_REQUEST_TOO_LARGE_STATUS` | the request is larger than ");
    }

    @Test
    void givesEveryFailureOfClientWords() {
        String first = TroubleshootingTables.markdown().split("### ")[1];
        assertThat(first.lines().filter(line -> line.startsWith("| "))).hasSize(Advice.values().length + 1);
        assertThat(Arrays.stream(Advice.values()).map(Advice::name)).noneMatch(first::contains);
    }
}
