package dev.wsman.internal.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wsman.internal.xml.XmlFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class Char16Test {
    @ParameterizedTest
    @CsvSource({
        "A, A",
        "65, A",
        "065, A",
        "' 65 ', A",
        "' A ', A",
        "é, é",
        "8364, €",
        "65535, \uFFFF",
        "' ', ' '",
        "٤, ٤"
    })
    void readsCharacterOrItsNumberFromEveryServer(String text, char expected) {
        for (ServerForm form : ServerForm.values()) {
            assertThat(Char16.parse(text, form)).as(form.name()).isEqualTo(expected);
        }
    }

    /** A single digit is a number below ten from OMI, and a character from other servers. */
    @Test
    void readsOneDigitInFormOfServer() {
        assertThat(Char16.parse("7", ServerForm.OMI)).isEqualTo('\u0007');
        assertThat(Char16.parse("0", ServerForm.OMI)).isEqualTo('\0');
        assertThat(Char16.parse("7", ServerForm.CIM)).isEqualTo('7');
        assertThat(Char16.parse("7", ServerForm.WINDOWS)).isEqualTo('7');
    }

    @ParameterizedTest
    @ValueSource(strings = {"AB", "65536", "-1", "6A", "٦٥", "99999", "\uD83D\uDE00", "1e1"})
    void rejectsTextThatIsNeitherCharacterNorNumber(String text) {
        for (ServerForm form : ServerForm.values()) {
            assertThatIllegalArgumentException().as(form.name()).isThrownBy(() -> Char16.parse(text, form));
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsBackEveryNumberThatItWrites(ServerForm form) {
        for (int code = 10; code <= Character.MAX_VALUE; code++) {
            assertThat(Char16.parse(Char16.number((char) code), form)).isEqualTo((char) code);
        }
    }

    @Test
    void identifiesServersByResourceUriAndPrefixes() {
        String dmtf = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_X";
        assertThat(ServerForm.of(dmtf)).isEqualTo(ServerForm.CIM);
        assertThat(ServerForm.of("http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/Win32_X"))
                .isEqualTo(ServerForm.WINDOWS);
        assertThat(ServerForm.of("http://schemas.microsoft.com/wbem/wscim/1/cim-schema/2/MSFT_X"))
                .isEqualTo(ServerForm.OMI);
        String omi = " xmlns:msftwinrm='http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd'";
        assertThat(ServerForm.of(XmlFactories.parse("<p:CIM_X" + omi + " xmlns:p='" + dmtf + "'/>")))
                .isEqualTo(ServerForm.OMI);
        assertThat(ServerForm.of(XmlFactories.parse("<p:CIM_X xmlns:p='" + dmtf + "'/>")))
                .isEqualTo(ServerForm.CIM);
    }
}
