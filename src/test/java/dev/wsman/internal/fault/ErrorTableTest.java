package dev.wsman.internal.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.WsmanError.Kind;
import dev.wsman.internal.fault.ErrorTable.Row;
import dev.wsman.internal.fault.ErrorTable.Section;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules that the rows of error-table.txt follow. */
class ErrorTableTest {
    private static final Set<Section> NUMERIC = Set.of(Section.NATIVE, Section.CIM);
    private static final Pattern HTTP_CODE = Pattern.compile("[1-5](\\d\\d|xx)");

    private static List<String> lines() throws IOException {
        try (InputStream in = ErrorTable.class.getResourceAsStream("error-table.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static Stream<Row> all() {
        return Arrays.stream(Section.values()).map(ErrorTable::rows).flatMap(Collection::stream);
    }

    @Test
    void containsOnlyCommentsSectionsAndRowsOfFourColumns() throws IOException {
        assertThat(lines()).allSatisfy(line -> {
            boolean row = !line.isEmpty() && !line.startsWith("#") && !line.startsWith("[");
            assertThat(line.chars().filter(c -> c == '|').count()).isEqualTo(row ? 3 : line.startsWith("#  ") ? 3 : 0);
            assertThat(line).isEqualTo(line.strip()).matches("\\p{ASCII}*");
        });
    }

    @Test
    void namesEachSectionOnceInOrder() throws IOException {
        List<String> headers =
                lines().stream().filter(line -> line.startsWith("[")).toList();
        assertThat(headers)
                .containsExactlyElementsOf(Arrays.stream(Section.values())
                        .map(section -> "[" + section.name().toLowerCase(java.util.Locale.ROOT) + "]")
                        .toList());
    }

    @Test
    void containsNoDuplicateCodes() throws IOException {
        long rows = lines().stream()
                .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith("["))
                .count();
        assertThat(all().count()).isEqualTo(rows).isGreaterThan(700);
    }

    @ParameterizedTest
    @EnumSource(Section.class)
    void keepsRowsInAscendingOrder(Section section) {
        List<Row> rows = new ArrayList<>(ErrorTable.rows(section));
        Comparator<Row> order = NUMERIC.contains(section)
                ? Comparator.comparingLong(row -> Long.parseLong(row.code()))
                : Comparator.comparing(Row::code);
        assertThat(rows).isNotEmpty().isSortedAccordingTo(order);
    }

    @Test
    void namesOnlyKindsThatExist() {
        assertThat(all().map(Row::kind).filter(kind -> kind != null))
                .isNotEmpty()
                .allSatisfy(kind -> assertThat(Kind.valueOf(kind)).isNotNull());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void hasRowWithNativeCodeAndHintForEveryKind(Kind kind) {
        Row row = ErrorTable.row(Section.KIND, kind).orElseThrow();
        assertThat(NativeCodes.ofKind(kind.name())).isPresent();
        // OTHER stands for everything that is not known
        assertThat(row.hint() != null).isEqualTo(kind != Kind.OTHER);
    }

    @Test
    void namesOnlyKindsAndAdviceThatExist() {
        assertThat(ErrorTable.rows(Section.KIND)).extracting(Row::code).hasSameSizeAs(Kind.values());
        assertThat(ErrorTable.rows(Section.ADVICE))
                .hasSameSizeAs(Advice.values())
                .allSatisfy(row -> {
                    assertThat(Advice.valueOf(row.code())).isNotNull();
                    assertThat(row.hint()).isNotNull();
                });
    }

    @Test
    void hasUniqueSymbolForEveryCode() {
        Set<String> symbols = new HashSet<>();
        assertThat(NUMERIC.stream().map(ErrorTable::rows).flatMap(Collection::stream))
                .allSatisfy(row -> assertThat(row.symbol()).isNotNull())
                .allMatch(row -> symbols.add(row.symbol()));
        assertThat(ErrorTable.rows(Section.CIM))
                .allSatisfy(row -> assertThat(row.symbol()).startsWith("CIM_ERR_"));
    }

    @Test
    void namesOnlyNativeCodesThatExistForHttpStatusesAndKinds() {
        assertThat(Stream.of(Section.HTTP, Section.KIND)
                        .map(ErrorTable::rows)
                        .flatMap(Collection::stream)
                        .map(Row::symbol)
                        .filter(symbol -> symbol != null))
                .isNotEmpty()
                .allSatisfy(symbol -> assertThat(NativeCodes.of(symbol)).isPresent());
        assertThat(ErrorTable.rows(Section.HTTP))
                .allSatisfy(row -> assertThat(row.code()).matches(HTTP_CODE));
    }

    @Test
    void correctsMisspellingsToNamesThatHaveRows() {
        assertThat(ErrorTable.rows(Section.DETAIL)).allSatisfy(row -> assertThat(
                        ErrorTable.row(Section.DETAIL, row.symbol()).map(Row::symbol))
                .contains(row.symbol()));
        assertThat(FaultSubcodes.known()).hasSizeGreaterThan(40).allSatisfy(name -> {
            assertThat(name.getNamespaceURI()).isNotEmpty();
            assertThat(FaultSubcodes.canonical(name)).isEqualTo(name);
        });
    }

    @Test
    void hasHintsOfOneSentenceInPlainWords() {
        assertThat(all().map(Row::hint).filter(hint -> hint != null))
                .hasSizeGreaterThan(150)
                .allSatisfy(hint -> assertThat(hint)
                        .matches("\\S.*[^.\\s]")
                        .doesNotContainPattern("\\b(octets?|in vain|nobody|whoever|mostly)\\b"));
    }
}
