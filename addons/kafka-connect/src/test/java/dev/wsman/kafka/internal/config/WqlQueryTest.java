package dev.wsman.kafka.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WqlQueryTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "select * from A | select * from A where x",
                "SELECT * FROM A WHERE b = 1 or c = 2 | SELECT * FROM A where (b = 1 or c = 2) and x",
                "select a, b from A where n = ' where ' | select a, b from A where (n = ' where ') and x",
                "select * from A where(b = 1) | select * from A where ((b = 1)) and x",
                "associators of {A.b='c'} where ResultClass = D | associators of {A.b='c'} where ResultClass = D",
            })
    void addsCondition(String query, String expected) {
        assertThat(new WqlQuery(query).and("x").text()).isEqualTo(expected);
    }

    @Test
    void addsConditionToQueryOfSeveralLines() {
        assertThat(new WqlQuery("\n select *\n from A\n where b = 'c\n d' \n")
                        .and("x")
                        .text())
                .isEqualTo("select *\n from A where (b = 'c\n d') and x");
    }

    @Test
    void readsClassAndProperties() {
        WqlQuery query = new WqlQuery("Select Name,  __CLASS, a.b From Win32_Service where Name = 'from x'");
        assertThat(query.className()).contains("Win32_Service");
        assertThat(query.properties()).contains(List.of("Name", "__CLASS", "a.b"));
        assertThat(query.leavesOut("name")).isFalse();
        assertThat(query.leavesOut("State")).isTrue();
        assertThat(new WqlQuery("select * from A").properties()).isEmpty();
        assertThat(new WqlQuery("select * from A").leavesOut("x")).isFalse();
    }

    @Test
    void knowsNothingOfOtherQueries() {
        WqlQuery query = new WqlQuery("references of {A.b='select x from y'}");
        assertThat(query.className()).isEqualTo(Optional.empty());
        assertThat(query.properties()).isEmpty();
    }
}
