package dev.wsman.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.WsmanError.Kind;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Characters that XML forbids. Old iDRACs send them. */
@ExtendWith(CaseCounter.class)
class InvalidCharactersIT {
    private static final String FAMILY = "invalid characters";
    private static final String BAD = "\ufffd";

    private static Reaction named(String name, Charset charset) {
        return (request, connection) -> connection.send(HttpMessages.message(
                200,
                "application/soap+xml",
                Envelopes.envelope(request, Envelopes.thing(name)).getBytes(charset)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u0001b",
                "\u0000",
                "a&#x1;",
                "&#0;",
                "&#x1F;",
                "&#31;",
                "&#xFFFF;",
                "&#xD800;",
                "\u000b",
                "&#x110000;"
            })
    void rejectsOrRepairsInvalidCharacters(String name) {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            assertThat(trial.meets(named(name, StandardCharsets.UTF_8))
                            .failsToGet()
                            .kind())
                    .isEqualTo(Kind.PROTOCOL);
        }
        try (HostileTrial trial = HostileTrial.repairing(FAMILY)) {
            assertThat(trial.meets(named(name, StandardCharsets.UTF_8))
                            .succeedsToGet()
                            .text("Name"))
                    .hasValueSatisfying(text -> assertThat(text).contains(BAD));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a&#x1;b,a" + BAD + "b",
        "&#00001;," + BAD,
        "&amp;#x1;,&#x1;",
        "x&#x41;y,xAy",
        "&lt;&#1;&gt;,<" + BAD + ">",
        "\ud83d\ude00&#x1F600;,\ud83d\ude00\ud83d\ude00",
        "plain,plain"
    })
    void keepsValidCharacters(String sent, String read) {
        try (HostileTrial trial = HostileTrial.repairing(FAMILY)) {
            assertThat(trial.meets(named(sent, StandardCharsets.UTF_8))
                            .succeedsToGet()
                            .text("Name"))
                    .contains(read);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE"})
    void repairsInAnyEncoding(String charset) {
        try (HostileTrial trial = HostileTrial.repairing(FAMILY)) {
            assertThat(trial.meets(named("M\u00fcll\u0002er", Charset.forName(charset)))
                            .succeedsToGet()
                            .text("Name"))
                    .contains("M\u00fcll" + BAD + "er");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8190, 8191, 8192, 8193, 16383, 16384})
    void repairsReferenceAtBufferBoundary(int before) {
        try (HostileTrial trial = HostileTrial.repairing(FAMILY)) {
            String name = "x".repeat(before) + "&#x1;" + "\ud83d\ude00".repeat(5000) + "&amp;";
            assertThat(trial.meets(named(name, StandardCharsets.UTF_8))
                            .succeedsToGet()
                            .text("Name"))
                    .contains("x".repeat(before) + BAD + "\ud83d\ude00".repeat(5000) + "&");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"M\u00fcller"})
    void replacesBytesOfAnotherEncoding(String name) {
        try (HostileTrial trial = HostileTrial.repairing(FAMILY)) {
            assertThat(trial.meets(named(name, StandardCharsets.ISO_8859_1))
                            .succeedsToGet()
                            .text("Name"))
                    .contains("M" + BAD + "ller");
        }
    }
}
