package dev.wsman.internal.transport.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.apache.hc.core5.http.HeaderElement;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicHeaderValueParser;
import org.apache.hc.core5.http.message.ParserCursor;
import org.jspecify.annotations.Nullable;
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

    /** The general parser of HttpCore is the reference. */
    @Test
    void hasResultsOfHttpCore() {
        Random random = new Random(1);
        String characters = "aAb=;,\"\\ \t\r";
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(16); length > 0; length--) {
                text.append(characters.charAt(random.nextInt(characters.length())));
            }
            assertThat(MediaParameters.value(text.toString(), "a"))
                    .as("%s", text)
                    .isEqualTo(reference(text.toString(), "a"));
        }
    }

    private static @Nullable String reference(String text, String name) {
        ParserCursor all = new ParserCursor(0, text.length());
        for (HeaderElement element : BasicHeaderValueParser.INSTANCE.parseElements(text, all)) {
            for (NameValuePair parameter : element.getParameters()) {
                if (parameter.getValue() != null && parameter.getName().equalsIgnoreCase(name)) {
                    return parameter.getValue();
                }
            }
        }
        return null;
    }
}
