package dev.wsman.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsCommandLineTest {
    private static final String ALPHABET = "a\"\\%^&()! <>|=;,*?'\t";

    /** What the program sees that a line starts. */
    private static List<String> received(String line) {
        return ArgumentReader.read(CmdReader.read(line));
    }

    private static Stream<String> stringsUpTo(int length) {
        return length == 0
                ? Stream.of("")
                : Stream.concat(Stream.of(""), stringsUpTo(length - 1).flatMap(rest -> ALPHABET.chars()
                        .mapToObj(c -> (char) c + rest)));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "a b, ^\"a b^\"",
                "C:\\dir with\\, ^\"C:\\dir with\\\\^\"",
                "say \"hi\", ^\"say \\^\"hi\\^\"^\"",
                "50%, 50^%",
                "a&b, a^&b",
                "``, ^\"^\"",
                "a\\\"b, ^\"a\\\\\\^\"b^\"",
                "C:\\dir\\, C:\\dir\\"
            })
    void quotesForTheProgramAndForCmd(String argument, String quoted) {
        assertThat(WindowsCommandLine.of("x.exe", List.of(argument))).isEqualTo("x.exe " + quoted);
    }

    @Test
    void passesEveryShortStringUnchanged() {
        assertThat(stringsUpTo(3).distinct()).hasSizeGreaterThan(8000).allSatisfy(text -> {
            assertThat(received(WindowsCommandLine.of("x.exe", List.of(text)))).containsExactly("x.exe", text);
            assertThat(received(
                            WindowsCommandLine.of("C:\\Program Files (x86)\\a&b.exe", List.of("%a%", text, "z z", ""))))
                    .containsExactly("C:\\Program Files (x86)\\a&b.exe", "%a%", text, "z z", "");
        });
    }

    @Test
    void passesRandomUnicodeUnchanged() {
        Random random = new Random(20261126);
        for (int i = 0; i < 5000; i++) {
            List<String> arguments = new ArrayList<>();
            for (int n = random.nextInt(6); n >= 0; n--) {
                arguments.add(text(random));
            }
            List<String> words = new ArrayList<>(List.of("x.exe"));
            words.addAll(arguments);
            assertThat(received(WindowsCommandLine.of("x.exe", arguments))).isEqualTo(words);
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(12); n > 0; n--) {
            int kind = random.nextInt(4);
            int point = kind == 0 ? 0x20 + random.nextInt(0xd000) : kind == 1 ? 0x1f300 + random.nextInt(0x200) : 0;
            text.appendCodePoint(point == 0 ? ALPHABET.charAt(random.nextInt(ALPHABET.length())) : point);
        }
        return text.toString();
    }

    /** A name without a suffix may be that of a batch file, such as npm or az. */
    @Test
    void keepsArgumentsOfBatchFilesFromBeingExecuted() {
        for (String command : List.of("deploy.cmd", "C:\\bin\\DEPLOY.Bat", "deploy.bat. .", "deploy")) {
            stringsUpTo(3)
                    .distinct()
                    .filter(text -> text.indexOf('"') < 0 && text.indexOf('%') < 0)
                    .forEach(text -> assertPassesToBatchFile(command, text));
        }
    }

    private static void assertPassesToBatchFile(String command, String text) {
        String line = CmdReader.read(WindowsCommandLine.of(command, List.of(text, "x y")));
        String program = line.startsWith("\"") ? '"' + command + '"' : command;
        assertThat(line).startsWith(program + ' ');
        List<String> parameters = BatchReader.parameters(line.substring(program.length()));
        assertThat(parameters).as(line).hasSize(2);
        // Programs that the file calls with "%1" need the backslashes at the end to be doubled.
        String passed = BatchReader.use(parameters.get(0));
        assertThat(passed.replaceAll("\\\\+$", "")).isEqualTo(text.replaceAll("\\\\+$", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"say \"hi\"", "%PATH%", "50%"})
    void refusesQuotesAndPercentSignsForBatchFiles(String argument) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WindowsCommandLine.of("x.cmd", List.of("a", argument)))
                .withMessageStartingWith("arguments[1]: contains a quote or %")
                .withMessageContaining("stdin");
    }

    @Test
    void refusesQuotedOperatorsIfCommandMayBeBatchFile() {
        List<String> arguments = List.of("\"&calc&\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WindowsCommandLine.of("npm", arguments))
                .withMessageStartingWith("arguments[0]: ")
                .withMessageEndingWith("If it is a program, add .exe to its name");
        assertThat(received(WindowsCommandLine.of("npm.exe", arguments))).containsExactly("npm.exe", "\"&calc&\"");
        assertThat(received(WindowsCommandLine.of("npm", List.of("say \"hi\" 50%"))))
                .containsExactly("npm", "say \"hi\" 50%");
    }

    // the batch file's line is  prog "\"" "& calc":  for cmd.exe, the third quote ends what the first one began
    @Test
    void refusesOperatorAndQuoteInDifferentArgumentsIfCommandMayBeBatchFile() {
        for (List<String> arguments : List.of(List.of("\"", "& calc"), List.of("& calc", "\""))) {
            int operator = arguments.indexOf("& calc");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> WindowsCommandLine.of("npm", arguments))
                    .withMessageStartingWith("arguments[" + operator + "]: ")
                    .withMessageContaining("arguments[" + (1 - operator) + "] a quote");
            assertThat(received(WindowsCommandLine.of("npm.exe", arguments)))
                    .containsExactly("npm.exe", arguments.get(0), arguments.get(1));
        }
    }

    @Test
    void quotesProgramPlainlyAndWrapsTheLine() {
        assertThat(WindowsCommandLine.of("C:\\Program Files\\x.exe", List.of("a b")))
                .isEqualTo("\"\"C:\\Program Files\\x.exe\" ^\"a b^\"\"");
        assertThat(WindowsCommandLine.of("C:\\bin\\x.exe", List.of("/a"))).isEqualTo("C:\\bin\\x.exe /a");
    }

    /** They separate the program from its arguments, or are read as switches. */
    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a;b", "a=b", "C:/x.exe", "@x", "a^b", "a(b"})
    void quotesProgramWithSeparators(String program) {
        String line = WindowsCommandLine.of(program, List.of());
        assertThat(line).isEqualTo("\"\"" + program + "\"\"");
        assertThat(received(line)).containsExactly(program);
    }

    @Test
    void passesTextToBuiltInsAsItIs() {
        assertThat(WindowsCommandLine.of("echo", List.of("a  b", "\"c\" & d", "50%")))
                .isEqualTo("echo a  b ^\"c^\" ^& d 50^%");
        assertThat(CmdReader.read(WindowsCommandLine.of("ECHO", List.of("100%", "a|b"))))
                .isEqualTo("ECHO 100% a|b");
    }

    @Test
    void quotesPathsOfBuiltInsWithoutDoublingBackslashes() {
        assertThat(WindowsCommandLine.of("dir", List.of("/b", "C:\\Program Files\\", "C:\\x\\*.txt")))
                .isEqualTo("dir /b ^\"C:\\Program Files\\^\" C:\\x\\*.txt");
        assertThat(CmdReader.read(WindowsCommandLine.of("del", List.of("a,b.txt", "R&D.txt"))))
                .isEqualTo("del \"a,b.txt\" \"R&D.txt\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WindowsCommandLine.of("del", List.of("\"a b\"")))
                .withMessageStartingWith("arguments[0]: contains a quote");
    }

    @ParameterizedTest
    @ValueSource(strings = {"if", "FOR", "call", "start"})
    void refusesKeywords(String keyword) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WindowsCommandLine.of(keyword, List.of("x")))
                .withMessageStartingWith("command: ")
                .withMessageContaining("runLine");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"`a\rb`, a line break", "`a\nb`, a line break", "`a\0b`, NUL"})
    void refusesWhatEndsTheLine(String text, String what) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WindowsCommandLine.of("x.exe", List.of("", "", text)))
                .withMessageStartingWith("arguments[2]: contains " + what + " (at offset 1)")
                .withMessageContaining("stdin");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WindowsCommandLine.of("x" + text, List.of()))
                .withMessageStartingWith("command: contains " + what + " (at offset 2)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WindowsCommandLine.checked(text))
                .withMessageStartingWith("commandLine: contains " + what + " (at offset 1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0001", "\u000b", "\ud800", "\uffff"})
    void refusesWhatXmlCannotContain(String character) {
        String point = "U+%04X".formatted((int) character.charAt(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WindowsCommandLine.of("x.exe", List.of("secret" + character)))
                .withMessage("arguments[0]: XML cannot contain the character " + point + " (at offset 6)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WindowsCommandLine.checked("a" + character))
                .withMessage("commandLine: XML cannot contain the character " + point + " (at offset 1)");
    }

    @Test
    void refusesWhatIsMissing() {
        List<String> withNull = new ArrayList<>();
        withNull.add(null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WindowsCommandLine.of(null, List.of()))
                .withMessage("command is null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WindowsCommandLine.of(" ", List.of()))
                .withMessage("command is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WindowsCommandLine.of("x", withNull))
                .withMessage("arguments[0] is null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WindowsCommandLine.checked(" \t"))
                .withMessage("commandLine is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WindowsCommandLine.checked(null))
                .withMessage("commandLine is null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"C:\\Program Files\\x.exe\"", "%TEMP%\\x.exe"})
    void refusesProgramsThatCmdWouldRead(String program) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WindowsCommandLine.of(program, List.of()))
                .withMessageStartingWith("command: contains ")
                .withMessageContaining("runLine");
    }

    @Test
    void refusesLongLinesWithTheWayOut() {
        String fits = "a".repeat(8000 - "x.exe ".length());
        assertThat(WindowsCommandLine.of("x.exe", List.of(fits))).hasSize(8000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WindowsCommandLine.of("x.exe", List.of(fits + "a")))
                .withMessageStartingWith("the command line is too long: 8001 characters")
                .withMessageContaining("Upload a file")
                .withMessageContaining("stdin");
        assertThat(WindowsCommandLine.checked("a".repeat(8000))).hasSize(8000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WindowsCommandLine.checked("a".repeat(8001)))
                .withMessageStartingWith("commandLine is too long: 8001 characters");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "dir | find \"x\", dir | find \"x\"",
                "\"C:\\a b\\x.exe\" \"c d\" & ver, \"\"C:\\a b\\x.exe\" \"c d\" & ver\"",
                "`  \"C:\\a b\\x.exe\"`, \"\"C:\\a b\\x.exe\"\"",
                "\"\"C:\\a b\\x.exe\" \"c d\"\", \"\"C:\\a b\\x.exe\" \"c d\"\""
            })
    void wrapsLinesThatBeginWithQuote(String line, String sent) {
        assertThat(WindowsCommandLine.checked(line)).isEqualTo(sent);
    }
}
