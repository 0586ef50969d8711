package dev.wsman.testkit.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.testkit.shell.CmdCommand.CmdList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules by which cmd.exe reads a line (SHELL-AND-CLI.md 1.9). */
class CmdLineTest {
    private static CmdCommand single(String line) {
        return CmdParser.parse(line)
                .get(0)
                .alternatives()
                .get(0)
                .get(0)
                .stages()
                .get(0);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            delimiter = '#',
            value = {
                "prog ^\"a b^\"#prog#\"a b\"",
                "prog ^\"say \\^\"hi\\^\"^\"#prog#\"say \\\"hi\\\"\"",
                "prog a^&b^|c^<d^>e#prog#a&b|c<d>e",
                "prog \"a&b\"#prog#\"a&b\"",
                "prog \"a^&b\"#prog#\"a^&b\"",
                "\"C:\\Program Files\\x.exe\" y#C:\\Program Files\\x.exe#y",
                "prog 50^%#prog#50%",
                "prog (x)#prog#(x)"
            })
    void removesCaretsButNotQuotationMarks(String line, String name, String tail) {
        assertThat(single(line).name()).isEqualTo(name);
        assertThat(single(line).tail().strip()).isEqualTo(tail);
    }

    @Test
    void bindsPipesCloserThanConjunctionsCloserThanAlternatives() {
        List<CmdList> lists = CmdParser.parse("a | b && c || d & e");
        assertThat(lists).hasSize(2);
        List<List<CmdCommand.CmdPipeline>> alternatives = lists.get(0).alternatives();
        assertThat(alternatives).hasSize(2);
        assertThat(alternatives.get(0)).hasSize(2);
        assertThat(alternatives.get(0).get(0).stages()).hasSize(2);
    }

    @Test
    void readsRedirectionsWithAndWithoutHandle() {
        List<String> read = new ArrayList<>();
        single("prog a 2>err.txt >>\"out 1.txt\" <in x1>y")
                .redirections()
                .forEach(each -> read.add(each.handle() + " " + each.direction() + " " + each.target()));
        assertThat(read).containsExactly("2 WRITE err.txt", "1 APPEND out 1.txt", "0 READ in", "1 WRITE y");
        assertThat(single("prog x1>y").tail().strip()).isEqualTo("x1");
    }

    @Test
    void rejectsOperatorsWithoutCommand() {
        assertThatThrownBy(() -> CmdParser.parse("a && & b")).hasMessage("& was unexpected at this time.");
        assertThatThrownBy(() -> CmdParser.parse("a |")).hasMessage("The syntax of the command is incorrect.");
        assertThatThrownBy(() -> CmdParser.parse("(a")).hasMessage("The syntax of the command is incorrect.");
    }

    @Test
    void removesOuterQuotationMarksUnlessTheyHoldNameOfProgram() {
        assertThat(CmdLine.withoutOuterQuotes("\"a b\" \"c\"", name -> false)).isEqualTo("a b\" \"c");
        assertThat(CmdLine.withoutOuterQuotes("\"\"a b\" \"c\"\"", name -> false))
                .isEqualTo("\"a b\" \"c\"");
        assertThat(CmdLine.withoutOuterQuotes("\"a b\" c", "a b"::equals)).isEqualTo("\"a b\" c");
        assertThat(CmdLine.withoutOuterQuotes("\"a b\" c", name -> false)).isEqualTo("a b c");
        assertThat(CmdLine.withoutOuterQuotes("a \"b\"", name -> false)).isEqualTo("a \"b\"");
    }

    @Test
    void expandsOnlyVariablesThatAreDefined() {
        Map<String, String> variables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        variables.put("Name", "value");
        assertThat(CmdLine.expanded("%NAME% 100% %other% \"%name%\" ^%NAME^%", variables))
                .isEqualTo("value 100% %other% \"value\" ^%NAME^%");
    }
}
