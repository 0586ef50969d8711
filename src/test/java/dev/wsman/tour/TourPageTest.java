package dev.wsman.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TourPageTest {

    @Test
    void escapesControlCharactersOfServer() {
        String hostile = "a\u001b[2Jb\u009b2Jc\u202ed\u2066e\u007ff\u2028g\rh\ni";
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        TourPage page = new TourPage(new PrintStream(shown, true, StandardCharsets.UTF_8));
        page.line(hostile);
        page.fact("vendor", hostile);
        page.xml("xml", "<x>" + hostile + "</x>");
        page.table(List.of("NAME"), List.of(List.of(hostile)));
        assertThat(shown.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"))
                .contains("vendor        a\\u001b[2Jb\\u009b2Jc\\u202ed\\u2066e\\u007ff\\u2028g h i\n")
                .matches(text -> text.codePoints()
                        .filter(c -> c != '\n')
                        .noneMatch(c -> Character.isISOControl(c)
                                || Character.getType(c) == Character.FORMAT
                                || Character.getType(c) == Character.LINE_SEPARATOR));
    }
}
