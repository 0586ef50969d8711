package dev.wsman.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents have the form that MS-PSRP 2.2.5 and the sources of PowerShell's console host describe. */
class ClixmlDecoderTest {
    private static final String HEADER = "#< CLIXML\r\n";
    private static final String OPEN =
            "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">";
    private static final String CLOSE = "</Objs>";
    private static final String ERROR =
            "<S S=\"Error\">Get-Item : no_x000D__x000A_</S><S S=\"Error\">At line:1_x000D__x000A_</S>";
    private static final String ERROR_TEXT = "Get-Item : no\r\nAt line:1\r\n";
    private static final String PROGRESS =
            "<Obj S=\"progress\" RefId=\"0\"><TN RefId=\"0\"><T>System.Object</T></TN><MS>"
                    + "<I64 N=\"SourceId\">1</I64><PR N=\"Record\"><AV>Preparing</AV><AI>0</AI><Nil /><S N=\"x\">y</S></PR></MS></Obj>";
    private static final String INFORMATION = "<Obj S=\"information\" RefId=\"1\"><TN RefId=\"1\">"
            + "<T>System.Management.Automation.InformationRecord</T></TN><ToString>hello</ToString><Props>"
            + "<S N=\"Source\">Write-Host</S></Props></Obj>";

    /** Decodes a text in parts of one length, and reports whether all lengths give the same. */
    private static String decode(String text) {
        String whole = decode(text, Integer.MAX_VALUE);
        for (int length : new int[] {1, 2, 3, 7}) {
            assertThat(decode(text, length)).as("in parts of %d bytes", length).isEqualTo(whole);
        }
        return whole;
    }

    private static String decode(String text, int length) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ClixmlDecoder decoder = new ClixmlDecoder();
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        for (int i = 0; i < bytes.length; i += Math.min(length, bytes.length - i)) {
            decoded.writeBytes(decoder.accept(bytes, i, Math.min(length, bytes.length - i)));
        }
        decoded.writeBytes(decoder.end());
        return decoded.toString(StandardCharsets.UTF_8);
    }

    private static String decodeDocument(String content) {
        return decode(HEADER + OPEN + content + CLOSE);
    }

    @Test
    void joinsErrors() {
        assertThat(decodeDocument(ERROR)).isEqualTo(ERROR_TEXT);
    }

    @Test
    void labelsOtherStreamsAsConsoleDoes() {
        assertThat(decodeDocument("<S S=\"warning\">old</S><S S=\"verbose\">v</S><S S='debug'>d</S>" + ERROR
                        + "<S S=\"warning\" />"))
                .isEqualTo("WARNING: old\r\nVERBOSE: v\r\nDEBUG: d\r\n" + ERROR_TEXT + "WARNING: \r\n");
    }

    /** The host has written the text of Write-Host to the standard output already. */
    @Test
    void hidesProgressAndInformation() {
        assertThat(decodeDocument(PROGRESS + ERROR + INFORMATION + PROGRESS + "<S S=\"information\">x</S>"))
                .isEqualTo(ERROR_TEXT);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "a_x000D__x000A_b, `a\r\nb`",
                "_x005F_x000D_, _x000D_",
                "_x005F_x005F_x005F_x000D_, _x005F_x000D_",
                "_x001B_[91m, `\u001b[91m`",
                "_xD83D__xDE00_, \ud83d\ude00",
                "_xD83D_a_xDE00__xD83D__xD83D__xDE00__xD83D_, \ufffda\ufffd\ufffd\ud83d\ude00\ufffd",
                "_x000d__, `\r_`",
                "__x0041_, _A",
                "_x00_x0041_, _x00A",
                "_X0041_ _xZZZZ_ _x004 _, _X0041_ _xZZZZ_ _x004 _",
                "&lt;a&gt; &amp;amp; &quot;&apos;&#65;&#x42;&#x1F600;, <a> &amp; \"'AB\ud83d\ude00",
                "&amp;lt; & &x; &&lt; &#xFFFFFFF; &#x110000; &longerthanany;, &lt; & &x; &< &#xFFFFFFF; &#x110000; &longerthanany;",
                "&#95;x0041_, A",
                "\u3053\u00e4, \u3053\u00e4"
            })
    void decodesEscapes(String content, String text) {
        assertThat(decodeDocument("<S S=\"Error\">" + content + "</S>")).isEqualTo(text);
    }

    @Test
    void readsDocumentsAfterOneAnother() {
        String document = HEADER + OPEN + ERROR + CLOSE;
        assertThat(decode(document + document)).isEqualTo(ERROR_TEXT + ERROR_TEXT);
        assertThat(decode(document + OPEN + ERROR + CLOSE)).isEqualTo(ERROR_TEXT + ERROR_TEXT);
        // A nested PowerShell writes its own header and document while those of the outer one are buffered.
        assertThat(decode(HEADER + document + OPEN + PROGRESS + ERROR + CLOSE)).isEqualTo(ERROR_TEXT + ERROR_TEXT);
    }

    @Test
    void keepsTextOfPrograms() {
        assertThat(decode("before\r\n" + HEADER + OPEN + ERROR + CLOSE + "after\r\n"))
                .isEqualTo("before\r\n" + ERROR_TEXT + "after\r\n");
        assertThat(decode("no line break" + HEADER + OPEN + CLOSE)).isEqualTo("no line break");
        assertThat(decode(HEADER + "between <header> & document\r\n" + OPEN + ERROR + CLOSE))
                .isEqualTo("between <header> & document\r\n" + ERROR_TEXT);
        assertThat(decodeDocument(PROGRESS + "inside\r\n" + ERROR + " & <unknown a='1'/>\r\n"))
                .isEqualTo("inside\r\n" + ERROR_TEXT + " & <unknown a='1'/>\r\n");
    }

    @Test
    void dropsWhiteSpaceBetweenElements() {
        assertThat(decode(HEADER + OPEN + "\r\n  " + ERROR + "\r\n  " + PROGRESS + "\r\n" + CLOSE))
                .isEqualTo(ERROR_TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain text\r\n",
                "#",
                "#< CLIXM",
                "#< CLIXML",
                "#< CLIXMLX\r\n",
                "#<Objs> a # b",
                "<Objs Version=\"1.1.0.1\">without header</Objs>",
                "<S S=\"Error\">x</S>",
                "\ufeffx",
                "a < b > c & d _x000D_"
            })
    void passesTextThatIsNotClixml(String text) {
        assertThat(decode(text)).isEqualTo(text);
    }

    @Test
    void readsHeaderAfterByteOrderMarkAndWithBareLineFeed() {
        assertThat(decode("\ufeff#< CLIXML\n" + OPEN + ERROR + CLOSE)).isEqualTo("\ufeff" + ERROR_TEXT);
    }

    @Test
    void keepsWhatTruncatedDocumentsContain() {
        String start = HEADER + OPEN + ERROR;
        assertThat(decode(start)).isEqualTo(ERROR_TEXT);
        assertThat(decode(start + "<S S=\"Error\">cut of_x00")).isEqualTo(ERROR_TEXT + "cut of_x00");
        assertThat(decode(start + "<S S=\"Error\">cut &am")).isEqualTo(ERROR_TEXT + "cut &am");
        assertThat(decode(start + "<S S=\"Err")).isEqualTo(ERROR_TEXT + "<S S=\"Err");
        assertThat(decode(start + "<S S=\"warning\">cut")).isEqualTo(ERROR_TEXT + "WARNING: cut\r\n");
        assertThat(decode(start + "<Obj S=\"progress\"><MS>x")).isEqualTo(ERROR_TEXT + "<Obj S=\"progress\"><MS>x");
    }

    @Test
    void continuesAfterMalformedElements() {
        assertThat(decodeDocument("<Obj S=\"progress\"><MS>" + ERROR))
                .isEqualTo("<Obj S=\"progress\"><MS>" + ERROR_TEXT);
        assertThat(decodeDocument("<S S=\"Error\">open" + ERROR)).isEqualTo("open" + ERROR_TEXT);
        assertThat(decodeDocument("<S S=\"Error\">a <b> c</S></Obj>" + ERROR)).isEqualTo("a <b> c</Obj>" + ERROR_TEXT);
        assertThat(decode(HEADER + OPEN + "<S S=\"Error\">open" + CLOSE + "text"))
                .isEqualTo("opentext");
        assertThat(decode(HEADER + CLOSE + "text")).isEqualTo(CLOSE + "text");
    }

    @Test
    void showsTextOfObjectsInVisibleStreams() {
        String object = "<Obj S=\"%s\" RefId=\"0\"><TN RefId=\"0\"><T>T</T></TN><ToString>a &lt;_x000A_</ToString>"
                + "<MS><S N=\"x\">y</S></MS></Obj>";
        assertThat(decodeDocument(object.formatted("Error"))).isEqualTo("a <\n\r\n");
        assertThat(decodeDocument(object.formatted("warning"))).isEqualTo("WARNING: a <\n\r\n");
        assertThat(decodeDocument("<Obj S=\"Error\"><T>t</T></Obj><I32>5</I32><Nil/>"))
                .isEqualTo("<Obj S=\"Error\"><T>t</T></Obj><I32>5</I32><Nil/>");
    }

    /** Nothing is declared or fetched: it is text. */
    @Test
    void readsNeitherEntitiesNorDocumentTypes() {
        String doctype = "<!DOCTYPE Objs [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
        assertThat(decode(HEADER + doctype + OPEN + "<S S=\"Error\">&x;</S>" + CLOSE))
                .isEqualTo(doctype + "&x;");
    }

    @Test
    void passesLongStringsOnAsTheyArrive() {
        ClixmlDecoder decoder = new ClixmlDecoder();
        byte[] start = (HEADER + OPEN + "<S S=\"Error\">").getBytes(StandardCharsets.UTF_8);
        assertThat(decoder.accept(start, 0, start.length)).isEmpty();
        byte[] part = "x".repeat(1000).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 100; i++) {
            assertThat(decoder.accept(part, 0, part.length)).isEqualTo(part);
        }
        assertThat(decoder.end()).isEmpty();
    }

    @Test
    void keepsAtMost64KiBOfOneMessage() {
        String text = "x".repeat(10 * ClixmlElement.MOST_KEPT);
        assertThat(decodeDocument("<Obj S=\"information\"><S N=\"x\">" + text + "</S></Obj>" + ERROR))
                .isEqualTo(ERROR_TEXT);
        assertThat(decodeDocument("<Obj S=\"Error\"><S N=\"x\">" + text + "</S></Obj>" + ERROR))
                .isEqualTo("<Obj S=\"Error\"><S N=\"x\">" + text + "</S></Obj>" + ERROR_TEXT);
        ClixmlDecoder decoder = new ClixmlDecoder();
        byte[] endless = (HEADER + OPEN + "<Obj S=\"Error\">" + text).getBytes(StandardCharsets.UTF_8);
        assertThat(decoder.accept(endless, 0, endless.length)).hasSizeGreaterThan(9 * ClixmlElement.MOST_KEPT);
        assertThat(decode(HEADER + OPEN + "<" + text)).isEqualTo("<" + text);
    }

    @Test
    void neverFailsAndNeverLosesPlainText() {
        String[] pieces = {
            HEADER,
            OPEN,
            CLOSE,
            "<S S=\"Error\">",
            "</S>",
            "<Obj S=\"progress\">",
            "</Obj>",
            "&lt;",
            "_x000D_",
            "&",
            "<",
            ">",
            "#",
            "_x",
            " ",
            "\r\n",
            "\u3053",
            "<S S=\"warning\"/>"
        };
        Random random = new Random(4711);
        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(20); n > 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            assertThatCode(() -> decode(text.toString())).doesNotThrowAnyException();
            assertThat(decode("plain" + text)).startsWith("plain");
        }
    }
}
