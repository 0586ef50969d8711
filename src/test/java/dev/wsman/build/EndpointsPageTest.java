package dev.wsman.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wsman.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tables of docs/endpoints.md are true. */
class EndpointsPageTest {
    private static final Path PAGE = Path.of("docs", "endpoints.md");
    private static final Path ERROR_TABLE = Path.of("src/main/resources/dev/wsman/internal/fault/error-table.txt");
    private static final Pattern CELL_END = Pattern.compile("(?<!\\\\)\\|");

    /** Returns the rows below a heading, without the header of the table. */
    private static List<List<String>> rows(String heading) throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf("\n## " + heading + "\n");
        assertThat(start).as(heading).isPositive();
        int end = page.indexOf("\n## ", start + 1);
        List<List<String>> rows = new ArrayList<>();
        page.substring(start, end < 0 ? page.length() : end)
                .lines()
                .filter(line -> line.startsWith("| ") && line.contains("`"))
                .forEach(line -> rows.add(CELL_END.splitAsStream(line.substring(1))
                        .map(cell -> cell.strip().replace("\\|", "|"))
                        .toList()));
        return rows;
    }

    private static String code(String cell) {
        assertThat(cell).startsWith("`").endsWith("`");
        return cell.substring(1, cell.length() - 1);
    }

    @Test
    void everyFormLeadsToItsUrl() throws IOException {
        assertThat(rows("Forms")).hasSizeGreaterThan(15).allSatisfy(row -> {
            try (Session session = Session.open(code(row.get(0)))) {
                assertThat(session).hasToString("Session[" + code(row.get(1)) + "]");
            }
        });
        try (Session session = Session.open("")) {
            assertThat(session).hasToString("Session[http://localhost:5985/wsman]");
        }
    }

    @Test
    void everySlipIsNamed() throws IOException {
        assertThat(rows("Slips that are found at once"))
                .hasSizeGreaterThan(15)
                .allSatisfy(row -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> Session.builder(code(row.get(0))))
                        .withMessageStartingWith("endpoint: ")
                        .withMessageContaining(row.get(1)));
    }

    @Test
    void hintsAreThoseOfErrorTable() throws IOException {
        List<String> hints = Files.readAllLines(ERROR_TABLE).stream()
                .filter(line -> line.matches("(SILENT_)?(TLS|PLAIN)_PORT .*|SILENT_PORT .*"))
                .map(line -> line.substring(line.lastIndexOf('|') + 1).strip())
                .toList();
        assertThat(hints).hasSize(4);
        assertThat(rows("Slips that the first operation finds"))
                .extracting(row -> row.get(2))
                .containsExactlyInAnyOrderElementsOf(hints);
    }
}
