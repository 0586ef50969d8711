package dev.wsman.testkit.wql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.CimReference;
import dev.wsman.testkit.model.DataType;
import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.model.PropertyDeclaration;
import java.math.BigInteger;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WqlQueryTest {
    private static final CimInstance SPOOLER = CimInstance.of("Win32_Service")
            .with("Name", "Spooler")
            .with("DisplayName", "Print \"Spooler\" it's C:\\here [new]")
            .with("State", "Running")
            .with("Description", null)
            .with("Started", true)
            .with("ProcessId", 1234L)
            .with("Largest", new BigInteger("18446744073709551615"))
            .with("Load", 1.5d)
            .with("InstallDate", OffsetDateTime.parse("2024-02-29T12:34:56+01:00"))
            .with("Uptime", Duration.ofDays(2).plusHours(3))
            .with("Codes", List.of(1, 2))
            .with("Owner", new CimReference("Lab_Owner", Map.of("Name", "a\\b", "Id", "7")))
            .with("Inner", CimInstance.of("Lab_Inner").with("Name", "deep"));

    private static boolean holds(String condition) {
        return WqlQuery.parse("SELECT * FROM Win32_Service WHERE " + condition).matches(SPOOLER);
    }

    @Test
    void matchesEverythingWithoutProjectionAndWhere() {
        WqlQuery query = WqlQuery.parse("  select\n*\tfrom Win32_Service ");
        assertThat(query.className()).isEqualTo("Win32_Service");
        assertThat(query.projection()).isEmpty();
        assertThat(query.isProjection()).isFalse();
        assertThat(query.select(Stream.of(SPOOLER))).containsExactly(SPOOLER);
    }

    @Test
    void reducesInstancesToProjectionInOrderOfQuery() {
        WqlQuery query = WqlQuery.parse("SELECT state, NAME, Description FROM Win32_Service");
        assertThat(query.isProjection()).isTrue();
        assertThat(query.projection()).containsExactly("state", "NAME", "Description");
        CimInstance reduced = query.select(Stream.of(SPOOLER)).findFirst().orElseThrow();
        assertThat(reduced.className()).isEqualTo("Win32_Service");
        assertThat(reduced.properties().keySet()).containsExactly("State", "Name", "Description");
        assertThat(reduced.properties()).containsEntry("Description", null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Name = 'SPOOLER'",
                "'spooler' = Name",
                "name <> \"x\"",
                "Name != 'x'",
                "Name > 'Spo'",
                "Name <= 'spooler'",
                "ProcessId = 1234",
                "ProcessId = '1234'",
                "ProcessId > 999.5",
                "1000 < ProcessId",
                "ProcessId >= +1234",
                "ProcessId <> -1",
                "Load = 1.50",
                "Load < 2",
                "Load = 15e-1",
                "Load > .5",
                "Largest = 18446744073709551615",
                "Largest > 18446744073709551614",
                "Largest = '18446744073709551615'",
                "Started = TRUE",
                "Started <> false",
                "Started = 'true'",
                "Started = 1",
                "InstallDate = '20240229123456.000000+060'",
                "InstallDate = '20240229113456.000000+000'",
                "InstallDate = '2024-02-29T11:34:56Z'",
                "InstallDate > '2024-02-29'",
                "InstallDate < '20240229123456.000001+060'",
                "Uptime > '00000002000000.000000:000'",
                "Uptime = 'P2DT3H'",
                "Description IS NULL",
                "Name IS NOT NULL",
                "Description = NULL",
                "Name <> NULL",
                "NULL = Description",
                "NOT Description = 'x'",
                "NOT Description <> 'x'",
                "Owner = 'Lab_Owner.Id=7,Name=\\'a\\\\\\\\b\\''",
                "Inner.Name = 'DEEP'",
                "__CLASS = 'win32_service'",
                "Inner ISA 'Lab_Inner'",
                "__CLASS ISA 'Win32_Service'"
            })
    void matchesTrueCondition(String condition) {
        assertThat(holds(condition)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Name = 'x'", "ProcessId <> 1234.0", "Largest < 18446744073709551615", "Started = FALSE",
                "InstallDate > '20240229123456.000000+060'", "Description = 'x'", "Description <> 'x'",
                        "Description LIKE '%'",
                "Name IS NULL", "Description IS NOT NULL", "NOT (Name = 'Spooler')", "__CLASS ISA 'CIM_Service'",
                "Owner = 'Lab_Owner.Id=8'"
            })
    void doesNotMatchFalseCondition(String condition) {
        assertThat(holds(condition)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Name LIKE 'spool%'",
                "Name LIKE '%OOL%'",
                "Name LIKE 'Spoole_'",
                "Name LIKE 'S[a-p]ooler'",
                "Name LIKE 'S[a=p]ooler'",
                "Name LIKE '[rst]pooler'",
                "Name LIKE '[^a-f]%'",
                "NOT Name LIKE '[^s]%'",
                "DisplayName LIKE '%[[]new]'",
                "DisplayName LIKE '%\\\\here%'",
                "DisplayName LIKE \"%it's%\"",
                "DisplayName LIKE 'Print \\\"Spooler\\\"%'",
                "InstallDate LIKE '20240229%'",
                "Name LIKE '%%'"
            })
    void matchesWildcardsOfLikeButNotRegularExpressions(String condition) {
        assertThat(holds(condition)).isTrue();
        assertThat(WqlQuery.parse("SELECT * FROM x WHERE Name LIKE 'S.*'").matches(SPOOLER))
                .isFalse();
    }

    @Test
    void appliesNotBeforeAndBeforeOr() {
        assertThat(holds("Name='Spooler' OR Name='x' AND State='Stopped'")).isTrue();
        assertThat(holds("(Name='Spooler' OR Name='x') AND State='Stopped'")).isFalse();
        assertThat(holds("NOT Name='x' AND State='Running'")).isTrue();
        assertThat(holds("not not (not Name='x')")).isTrue();
    }

    @Test
    void followsSuperclassesForIsa() {
        ClassHierarchy tree =
                ClassHierarchy.of(List.of(classNamed("Win32_Service", "CIM_Service"), classNamed("CIM_Service", null)));
        WqlQuery query = WqlQuery.parse("SELECT * FROM CIM_Service WHERE __CLASS ISA 'cim_service'");
        assertThat(query.matches(SPOOLER)).isFalse();
        assertThat(query.with(tree).matches(SPOOLER)).isTrue();
    }

    @Test
    void stopsAtCircularSuperclasses() {
        ClassHierarchy tree = ClassHierarchy.of(List.of(classNamed("a", "b"), classNamed("b", "a")));
        assertThat(tree.isA("a", "c")).isFalse();
    }

    @Test
    void selectsLazily() {
        AtomicInteger made = new AtomicInteger();
        Stream<CimInstance> endless = Stream.generate(() -> SPOOLER.with("ProcessId", made.incrementAndGet()));
        Optional<CimInstance> found = WqlQuery.parse("SELECT ProcessId FROM x WHERE ProcessId = 5")
                .select(endless)
                .findFirst();
        assertThat(found).isPresent();
        assertThat(made).hasValue(5);
    }

    @Test
    void rejectsUnknownPropertyRatherThanFindingNothing() {
        WqlPropertyException where = catchThrowableOfType(WqlPropertyException.class, () -> holds("Nmae = 'x'"));
        assertThat(where).hasMessage("property Nmae of Win32_Service does not exist");
        assertThat(where.property()).isEqualTo("Nmae");
        assertThatThrownBy(() -> WqlQuery.parse("SELECT Nmae FROM x")
                        .select(Stream.of(SPOOLER))
                        .toList())
                .isInstanceOf(WqlPropertyException.class);
    }

    @Test
    void checksQueryAgainstClassWithoutInstances() {
        ManagedClass target = classNamed("Lab", null);
        WqlQuery.parse("SELECT name, __CLASS FROM Lab WHERE NAME = 'x'").check(target);
        assertThatThrownBy(() -> WqlQuery.parse("SELECT * FROM Lab WHERE Name = 'x' OR NOT (a IS NULL)")
                        .check(target))
                .isInstanceOf(WqlPropertyException.class)
                .hasMessage("property a of Lab does not exist");
        assertThatThrownBy(() -> WqlQuery.parse("SELECT b FROM Lab").check(target))
                .isInstanceOf(WqlPropertyException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ProcessId = 'abc'",
                "Started = 'maybe'",
                "InstallDate = 'yesterday'",
                "InstallDate = 'P1D'",
                "Uptime = '2024-02-29'",
                "Codes = 1",
                "Codes LIKE '1'",
                "Inner = 'x'",
                "Started < TRUE",
                "Name ISA 'x'",
                "Name.Length = 1",
                "ProcessId LIKE '1%'",
                "Owner = 'nonsense'"
            })
    void rejectsComparisonOfIncompatibleTypes(String condition) {
        assertThatThrownBy(() -> holds(condition)).isInstanceOf(WqlPropertyException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | 0 | SELECT",
                "UPDATE x | 0 | SELECT",
                "SELECT | 6 | * or a property's name",
                "SELECT a b FROM c | 9 | FROM or a comma",
                "SELECT a, FROM c | 10 | * or a property's name",
                "SELECT * FROM | 13 | a class's name",
                "SELECT * FROM a b | 16 | WHERE or the end of the query",
                "SELECT * FROM a WHERE | 21 | a property's name, a value, NOT or (",
                "SELECT * FROM a WHERE b | 23 | a comparison, LIKE, IS or ISA",
                "SELECT * FROM a WHERE b = | 25 | a value",
                "SELECT * FROM a WHERE b = c | 26 | a value",
                "SELECT * FROM a WHERE b NOT LIKE 'c' | 24 | a comparison, LIKE, IS or ISA",
                "SELECT * FROM a WHERE (b = 1 | 28 | ), AND or OR",
                "SELECT * FROM a WHERE b = 1) | 27 | AND, OR or the end of the query",
                "SELECT * FROM a WHERE b LIKE 1 | 29 | a pattern in quotes",
                "SELECT * FROM a WHERE b LIKE '[z-a]' | 29 | ascending ranges in the pattern of LIKE",
                "SELECT * FROM a WHERE b LIKE '[a' | 29 | a set of characters, [ and ], in the pattern [a",
                "SELECT * FROM a WHERE b < NULL | 26 | a value that has an order",
                "SELECT * FROM a WHERE b IS 3 | 27 | NULL or NOT NULL",
                "SELECT * FROM a WHERE b = 'x | 28 | ' at the end of the string that starts at 26",
                "SELECT * FROM a WHERE b = 'x\\n' | 29 | \\, ' or \" after a backslash",
                "SELECT * FROM a WHERE b = ; | 26 | a name, a value or an operator"
            })
    void reportsPositionAndExpectationOfSyntaxError(String query, int position, String expected) {
        WqlSyntaxException error = catchThrowableOfType(WqlSyntaxException.class, () -> WqlQuery.parse(query));
        assertThat(error.position()).isEqualTo(position);
        assertThat(error.expected()).isEqualTo(expected);
        assertThat(error).hasMessageContaining("expected " + expected + " at position " + position + ", found ");
    }

    @Test
    void rejectsDeepNestingWithoutStackOverflow() {
        String deep = "(".repeat(100_000);
        assertThatThrownBy(() -> WqlQuery.parse("SELECT * FROM a WHERE " + deep))
                .isInstanceOf(WqlSyntaxException.class);
        assertThatThrownBy(() -> WqlQuery.parse("SELECT * FROM a WHERE " + "NOT ".repeat(100_000)))
                .isInstanceOf(WqlSyntaxException.class);
    }

    private static ManagedClass classNamed(String name, String superclass) {
        return new ManagedClass() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<String> superclass() {
                return Optional.ofNullable(superclass);
            }

            @Override
            public List<PropertyDeclaration> properties() {
                return List.of(PropertyDeclaration.of("Name", DataType.STRING).asKey());
            }

            @Override
            public Stream<CimInstance> instances() {
                return Stream.empty();
            }
        };
    }
}
