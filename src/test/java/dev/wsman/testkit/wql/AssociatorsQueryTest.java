package dev.wsman.testkit.wql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.testkit.model.CimReference;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssociatorsQueryTest {

    @Test
    void readsSourceOfAssociatorsAsObjectPath() {
        AssociatorsQuery query = AssociatorsQuery.parse("associators of {Lab_Two.Name='a}\\'b',Index=3}");
        assertThat(query.associations()).isFalse();
        assertThat(query.source()).isEqualTo(new CimReference("Lab_Two", Map.of("Name", "a}'b", "Index", "3")));
        assertThat(query.associationClass()).isEmpty();
        assertThat(query.resultClass()).isEmpty();
    }

    @Test
    void readsAllFourConditions() {
        AssociatorsQuery query = AssociatorsQuery.parse("ASSOCIATORS OF {\\\\.\\root\\cimv2:Win32_Service.Name=\"x\"} "
                + "WHERE AssocClass=CIM_ServiceProcess ResultClass = Win32_Process Role = Service ResultRole=Process");
        assertThat(query.source().className()).isEqualTo("Win32_Service");
        assertThat(query.associationClass()).contains("CIM_ServiceProcess");
        assertThat(query.resultClass()).contains("Win32_Process");
        assertThat(query.role()).contains("Service");
        assertThat(query.resultRole()).contains("Process");
    }

    @Test
    void takesResultClassOfReferencesAsAssociation() {
        AssociatorsQuery query = AssociatorsQuery.parse("References Of {A.B='c'} Where ResultClass=D Role=E");
        assertThat(query.associations()).isTrue();
        assertThat(query.associationClass()).contains("D");
        assertThat(query.resultClass()).isEmpty();
        assertThat(query.role()).contains("E");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ASSOCIATORS OF",
                "ASSOCIATORS {A.B='c'}",
                "ASSOCIATORS OF {A.B='c'",
                "ASSOCIATORS OF {A}",
                "ASSOCIATORS OF {A.B}",
                "ASSOCIATORS OF {A.B='c'} WHERE",
                "ASSOCIATORS OF {A.B='c'} WHERE ClassDefsOnly",
                "ASSOCIATORS OF {A.B='c'} WHERE ResultClass=D ResultClass=E",
                "ASSOCIATORS OF {A.B='c'} WHERE Role=D AND ResultRole=E",
                "REFERENCES OF {A.B='c'} WHERE AssocClass=D",
                "ASSOCIATORS OF {A.B='c'} x",
                "SELECT * FROM x"
            })
    void rejectsOtherStatements(String query) {
        assertThatThrownBy(() -> AssociatorsQuery.parse(query)).isInstanceOf(WqlSyntaxException.class);
    }

    @Test
    void recognizesStatementsByFirstWord() {
        assertThat(AssociatorsQuery.isAssociatorsQuery(" references of {")).isTrue();
        assertThat(AssociatorsQuery.isAssociatorsQuery("Associators")).isTrue();
        assertThat(AssociatorsQuery.isAssociatorsQuery("SELECT * FROM x")).isFalse();
    }
}
