package dev.wsman.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.WsmanError.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The encoding of a reply, which its declarations or its bytes show. */
@ExtendWith(CaseCounter.class)
class EncodingIT {
    private static final String FAMILY = "encoding";
    private static final String NAME = "Müller \u20ac \ud83d\ude00";

    private static byte[] encoded(String declaration, String text, Charset charset, byte... mark) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(mark);
        out.writeBytes((declaration + text).getBytes(charset));
        return out.toByteArray();
    }

    private static Reaction named(String contentType, String name, String declaration, Charset charset, byte... mark) {
        return (request, connection) -> connection.send(HttpMessages.message(
                200,
                contentType,
                encoded(declaration, Envelopes.envelope(request, Envelopes.thing(name)), charset, mark)));
    }

    @ParameterizedTest
    @CsvSource({
        "application/soap+xml;charset=UTF-8,'',UTF-8,''",
        "application/soap+xml;charset=UTF-8,'',UTF-8,EFBBBF",
        "application/soap+xml,<?xml version=\"1.0\" encoding=\"UTF-8\"?>,UTF-8,EFBBBF",
        "application/soap+xml;charset=UTF-16,'',UTF-16LE,FFFE",
        "application/soap+xml;charset=UTF-16,'',UTF-16BE,FEFF",
        "application/soap+xml;charset=UTF-16,<?xml version=\"1.0\" encoding=\"UTF-16\"?>,UTF-16LE,FFFE",
        "application/soap+xml;charset=UTF-16,<?xml version=\"1.0\" encoding=\"UTF-16\"?>,UTF-16BE,FEFF",
        "application/soap+xml;charset=UTF-16LE,'',UTF-16LE,''",
        "application/soap+xml;charset=UTF-16,<?xml version=\"1.0\" encoding=\"UTF-16\"?>,UTF-16LE,''",
        "application/soap+xml;charset=UTF-8,'',UTF-16LE,FFFE",
        "application/soap+xml;charset=UTF-16,'',UTF-8,''",
        "application/soap+xml;charset=ISO-8859-1,'',UTF-8,EFBBBF",
        "application/soap+xml;charset=\"utf-8\";action=\"x\",'',UTF-8,''",
        "text/xml,'',UTF-8,''",
        "text/html;charset=UTF-8,'',UTF-8,''",
        "nonsense,'',UTF-8,''",
        "'','',UTF-8,''"
    })
    void detectsUnicodeByItsBytes(String contentType, String declaration, String charset, String mark) {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            byte[] bytes = HexFormat.of().parseHex(mark);
            trial.meets(named(contentType, NAME, declaration, Charset.forName(charset), bytes));
            assertThat(trial.succeedsToGet().text("Name")).contains(NAME);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "application/soap+xml;charset=utf-8, <?xml version='1.0' encoding='utf-16'?>, UTF-8, ``",
                "application/soap+xml;charset=utf-8, <?xml version='1.0' encoding='utf-16'?>, UTF-8, EFBBBF",
                "application/soap+xml;charset=utf-8, <?xml version='1.0' encoding='ISO-8859-1'?>, UTF-8, EFBBBF",
                "application/soap+xml;charset=utf-8, <?xml version='1.0' encoding='utf-8'?>, UTF-16LE, FFFE",
                "application/soap+xml;charset=utf-8, <?xml version='1.0' encoding='utf-8'?>, UTF-16BE, FEFF",
                "application/soap+xml;charset=utf-8, <?xml version='1.0' encoding='utf-8'?>, UTF-16LE, ``",
                "application/soap+xml;charset=utf-8, <?xml version='1.0' encoding='us-ascii'?>, UTF-8, ``",
                "text/xml;charset=us-ascii, ``, UTF-8, ``",
                "text/xml;charset=:, ``, UTF-8, ``",
                "text/xml, <?xml version='1.0' encoding='UTF-32'?>, UTF-32BE, ``",
                "text/xml, <?xml version='1.0' encoding='UTF-32'?>, UTF-32LE, FFFE0000",
                "text/xml, ``, UTF-32BE, 0000FEFF",
                "text/xml, ``, UTF-32LE, ``"
            })
    void ignoresDeclarationsThatContradictBytes(String contentType, String declaration, String charset, String mark) {
        byte[] bytes = HexFormat.of().parseHex(mark);
        for (HostileTrial each : List.of(HostileTrial.of(FAMILY), HostileTrial.repairing(FAMILY))) {
            try (HostileTrial trial = each) {
                trial.meets(named(contentType, NAME, declaration, Charset.forName(charset), bytes));
                assertThat(trial.succeedsToGet().text("Name")).contains(NAME);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8,EFBBBF,1",
        "UTF-16LE,FFFE,1",
        "UTF-16LE,'',1",
        "UTF-16BE,'',1",
        "UTF-16BE,FEFF,1000",
        "UTF-8,'',600",
        "UTF-8,EFBBBF,600",
        "UTF-8,'',100000"
    })
    void acceptsLeadingWhiteSpace(String charset, String mark, int lines) {
        byte[] bytes = HexFormat.of().parseHex(mark);
        String blanks = "\n".repeat(lines);
        for (String first : List.of(blanks, blanks + "<?xml version='1.0'?>")) {
            for (HostileTrial each : List.of(HostileTrial.of(FAMILY), HostileTrial.repairing(FAMILY))) {
                try (HostileTrial trial = each) {
                    trial.meets(named("application/soap+xml", NAME, first, Charset.forName(charset), bytes));
                    assertThat(trial.succeedsToGet().text("Name")).contains(NAME);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "application/soap+xml;charset=ISO-8859-1,''",
        "application/soap+xml;charset=windows-1252,''",
        "application/soap+xml,<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>",
        "application/soap+xml;charset=UTF-8,<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>"
    })
    void readsOtherEncodingsAsDeclared(String contentType, String declaration) {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            trial.meets(named(contentType, "M\u00fcller", declaration, StandardCharsets.ISO_8859_1));
            assertThat(trial.succeedsToGet().text("Name")).contains("M\u00fcller");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "bogus-1", "UTF-16", "UTF-32", "EBCDIC-CP-US"})
    void rejectsBytesThatAreInvalidInDeclaredEncoding(String declared) {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            String declaration = "<?xml version=\"1.0\" encoding=\"" + declared + "\"?>";
            trial.meets(named(HttpMessages.SOAP, "M\u00fcller", declaration, StandardCharsets.ISO_8859_1));
            assertThat(trial.failsToGet().kind()).isEqualTo(Kind.PROTOCOL);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C3", "C0AF", "EDA080", "F8888080", "FF"})
    void rejectsInvalidUtf8(String hex) {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            String bad = new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
            trial.meets(named(HttpMessages.SOAP, bad + "x", "", StandardCharsets.ISO_8859_1));
            assertThat(trial.failsToGet().kind()).isEqualTo(Kind.PROTOCOL);
        }
    }

    @Test
    void rejectsHalfUtf16Character() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            trial.meets((request, connection) -> {
                byte[] all =
                        encoded("", Envelopes.expected(request), StandardCharsets.UTF_16LE, (byte) 0xff, (byte) 0xfe);
                connection.send(HttpMessages.message(200, HttpMessages.SOAP, Arrays.copyOf(all, all.length - 1)));
            });
            assertThat(trial.failsToGet().kind()).isEqualTo(Kind.PROTOCOL);
        }
    }
}
