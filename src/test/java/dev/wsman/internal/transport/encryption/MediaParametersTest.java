package dev.wsman.internal.transport.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MediaParametersTest {
    @Test
    void findsParameterWhateverItsCaseAndQuotes() {
        String type =
                "Multipart/Encrypted; protocol=\"a;boundary=x\" ; Boundary = \" Encrypted  Boundary\";boundary=second";
        assertThat(MediaParameters.value(type, "boundary")).isEqualTo(" Encrypted  Boundary");
        assertThat(MediaParameters.value(type, "protocol")).isEqualTo("a;boundary=x");
        assertThat(MediaParameters.value(type, "charset")).isNull();
        assertThat(MediaParameters.value("a/b;boundary=Encrypted Boundary", "boundary"))
                .isEqualTo("Encrypted Boundary");
    }
}
