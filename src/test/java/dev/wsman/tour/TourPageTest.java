package dev.wsman.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TourPageTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    private TourPage page(int columns, boolean styled) {
        return new TourPage(new PrintStream(shown, true, StandardCharsets.UTF_8), new TourTerminal(columns, styled));
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void escapesControlCharactersOfServer() {
        String hostile = "a\u001b[2Jb\u009b2Jc\u202ed\u2066e\u007ff\u2028g\rh\ni";
        TourPage page = page(120, false);
        page.text(hostile);
        page.line(hostile);
        page.fact("vendor", hostile);
        page.block("<x>" + hostile + "</x>");
        page.table(List.of("NAME"), List.of(List.of(hostile)));
        assertThat(shown())
                .contains("vendor        a\\u001b[2Jb\\u009b2Jc\\u202ed\\u2066e\\u007ff\\u2028g h i\n")
                .matches(text -> text.codePoints()
                        .filter(c -> c != '\n')
                        .noneMatch(c -> Character.isISOControl(c)
                                || Character.getType(c) == Character.FORMAT
                                || Character.getType(c) == Character.LINE_SEPARATOR));
    }

    @Test
    void shortensNamesAndLeavesOutLastColumnsOnNarrowTerminal() {
        List<String> titles = List.of(" PID", "NAME", " THREADS", "STARTED (UTC)");
        List<List<String>> rows = List.of(
                List.of("1", "a-very-long-name-of-a-process.exe", "7", "2026-11-26 12:40:34"),
                List.of("25596", "short", "1,000", "2026-11-26 12:40:34"));
        page(80, false).table(titles, rows);
        page(60, false).table(titles, rows);
        page(40, false).table(titles, rows);
        assertThat(shown()).isEqualTo("""
                     PID  NAME                               THREADS  STARTED (UTC)
                       1  a-very-long-name-of-a-process.exe        7  2026-11-26 12:40:34
                   25596  short                                1,000  2026-11-26 12:40:34
                     PID  NAME                  THREADS  STARTED (UTC)
                       1  a-very-long-name-...        7  2026-11-26 12:40:34
                   25596  short                   1,000  2026-11-26 12:40:34
                     PID  NAME                   THREADS
                       1  a-very-long-name-o...        7
                   25596  short                    1,000
                """);
    }

    @Test
    void wrapsTextAtBlanksAndSlashesAndIndentsFurtherLines() {
        TourPage page = page(40, false);
        page.fact("query", "select Name, ProcessId from Win32_Process");
        page.block("<a>\n  <b with='an-attribute' and='http://example.org/namespace'>text</b>\n</a>");
        assertThat(shown()).isEqualTo("""
                   query         select Name, ProcessId
                                 from Win32_Process
                   <a>
                     <b with='an-attribute'
                         and='http://example.org/
                         namespace'>text</b>
                   </a>
                """);
    }

    @Test
    void doesNotWrapWithinClosingTag() {
        page(40, false).block("<n:Context>uuid:713A89E9-9A7C</n:Context>");
        assertThat(shown()).isEqualTo("   <n:Context>uuid:713A89E9-9A7C\n       </n:Context>\n");
    }

    @Test
    void showsTimeOfEachPart() {
        TourPage page = page(80, false);
        page.part("First", "call();");
        page.part("Second");
        page.end();
        page.end();
        assertThat(shown())
                .matches("\n1  First\n   call\\(\\);\n\n   time          \\d+ ms\n"
                        + "\n2  Second\n\n   time          \\d+ ms\n");
    }

    @Test
    void writesHeadingsInBoldAndCodeDim() {
        page(80, true).part("Title", "call();");
        assertThat(shown()).isEqualTo("\n\u001b[1m1  Title\u001b[0m\n   \u001b[2mcall();\u001b[0m\n\n");
    }
}
