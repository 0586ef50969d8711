package dev.wsman.internal.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values are masked in every encoding in which a server may echo them, and other text is not changed. */
class SecretValueMaskerTest {
    private static final String USER = "bob:";
    private static final String PASSWORD = "S3cr\u00e9t&p%41ss w=rd";
    private static final String BASIC =
            Base64.getEncoder().encodeToString((USER + PASSWORD).getBytes(StandardCharsets.UTF_8));
    private static final String TOKEN = Base64.getEncoder()
            .encodeToString("NTLMSSP\0\3\0\0\0 and what follows in a type 3 message"
                    .repeat(20)
                    .getBytes());

    private final SecretValueMasker masker = new SecretValueMasker();

    @BeforeEach
    void addSecrets() {
        masker.value((USER + PASSWORD).toCharArray(), USER.length());
        masker.value(PASSWORD.toCharArray(), 0);
        masker.value(BASIC.toCharArray(), 4 * USER.length() / 3);
        masker.beginning(TOKEN.substring(0, 64));
    }

    @AfterEach
    void close() {
        masker.close();
    }

    private static String each(String text, IntFunction<String> encoded) {
        return text.chars().mapToObj(encoded).collect(Collectors.joining());
    }

    private static UnaryOperator<String> bytes(Charset charset, IntFunction<String> encoded) {
        return text -> {
            StringBuilder all = new StringBuilder();
            for (byte one : text.getBytes(charset)) {
                all.append(encoded.apply(one & 0xff));
            }
            return all.toString();
        };
    }

    private static UnaryOperator<String> base64(Charset charset, Base64.Encoder encoder) {
        return text -> encoder.encodeToString(text.getBytes(charset));
    }

    private static UnaryOperator<String> hex(Charset charset, HexFormat form) {
        return text -> form.formatHex(text.getBytes(charset));
    }

    private static Map<String, UnaryOperator<String>> encodings() {
        Map<String, UnaryOperator<String>> all = new LinkedHashMap<>();
        all.put("as it is", text -> text);
        all.put("in capitals", text -> text.toUpperCase(java.util.Locale.ROOT));
        all.put("URL form", text -> URLEncoder.encode(text, StandardCharsets.UTF_8));
        all.put(
                "URL form twice",
                text -> URLEncoder.encode(URLEncoder.encode(text, StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        all.put("percent signs, small", bytes(StandardCharsets.UTF_8, "%%%02x"::formatted));
        all.put("percent signs of Latin-1", bytes(StandardCharsets.ISO_8859_1, "%%%02X"::formatted));
        all.put("percent u", text -> each(text, "%%u%04X"::formatted));
        all.put("decimal references", text -> each(text, "&#%d;"::formatted));
        all.put("padded decimal references", text -> each(text, "&#%09d;"::formatted));
        all.put("hexadecimal references", text -> each(text, "&#x%x;"::formatted));
        all.put("hexadecimal references, capitals", text -> each(text, "&#X%04X;"::formatted));
        all.put("references without semicolon", text -> each(text, "&#x%x"::formatted)
                .replace("&#x&", "&"));
        all.put("named references", text -> text.replace("&", "&amp;")
                .replace("=", "&equals;")
                .replace(":", "&colon;")
                .replace("%", "&percnt;")
                .replace(" ", "&nbsp;"));
        all.put("references of Latin-1", text -> text.replace("&", "&amp;").replace("\u00e9", "&eacute;"));
        all.put("overlong percent signs", bytes(StandardCharsets.ISO_8859_1, one -> "%%%02X%%%02X"
                .formatted(0xc0 | one >> 6, 0x80 | one & 0x3f)));
        all.put("elements", text -> each(text.replace("&", ""), c -> "<c>" + (char) c + "</c>\n")
                .replace("<c>p</c>", "<c>&amp;</c><c>p</c>"));
        all.put("references twice", text -> each(text, "&amp;#%d;"::formatted));
        all.put("JSON", text -> each(text, "\\u%04x"::formatted));
        all.put("JavaScript", bytes(StandardCharsets.UTF_8, "\\x%02x"::formatted));
        all.put("octal", bytes(StandardCharsets.UTF_8, "\\%03o"::formatted));
        all.put("braces", text -> each(text, "\\u{%x}"::formatted));
        all.put("quoted-printable", bytes(StandardCharsets.UTF_8, "=%02X"::formatted));
        all.put(
                "quoted-printable with soft breaks",
                text -> bytes(StandardCharsets.UTF_8, "=%02X"::formatted).apply(text.substring(0, 6)) + "=\r\n"
                        + bytes(StandardCharsets.UTF_8, "=%02X"::formatted).apply(text.substring(6)));
        all.put("base64", base64(StandardCharsets.UTF_8, Base64.getEncoder()));
        all.put("base64 of Latin-1", base64(StandardCharsets.ISO_8859_1, Base64.getEncoder()));
        all.put("base64 of UTF-16LE", base64(StandardCharsets.UTF_16LE, Base64.getEncoder()));
        all.put("base64 of UTF-16BE", base64(StandardCharsets.UTF_16BE, Base64.getEncoder()));
        all.put(
                "base64 for URLs",
                base64(StandardCharsets.UTF_8, Base64.getUrlEncoder().withoutPadding()));
        all.put("base64 in short lines", text -> base64(
                        StandardCharsets.UTF_8, Base64.getMimeEncoder(8, new byte[] {'\n'}))
                .apply(text));
        all.put("base64 of more", text -> base64(StandardCharsets.UTF_8, Base64.getEncoder())
                .apply("xy " + text + " z"));
        all.put("base64 twice", text -> base64(StandardCharsets.UTF_8, Base64.getEncoder())
                .apply(base64(StandardCharsets.UTF_8, Base64.getEncoder()).apply(text)));
        all.put("base64 of percent signs", text -> base64(StandardCharsets.UTF_8, Base64.getEncoder())
                .apply(URLEncoder.encode(text, StandardCharsets.UTF_8)));
        all.put("percent signs of base64", text -> bytes(StandardCharsets.UTF_8, "%%%02x"::formatted)
                .apply(base64(StandardCharsets.UTF_8, Base64.getEncoder()).apply(text)));
        all.put("hexadecimal", hex(StandardCharsets.UTF_8, HexFormat.of()));
        all.put(
                "hexadecimal, capitals",
                hex(StandardCharsets.UTF_8, HexFormat.of().withUpperCase()));
        all.put("hexadecimal of UTF-16LE", hex(StandardCharsets.UTF_16LE, HexFormat.of()));
        all.put("hexadecimal with colons", hex(StandardCharsets.UTF_8, HexFormat.ofDelimiter(":")));
        all.put("hexadecimal with blanks", hex(StandardCharsets.UTF_8, HexFormat.ofDelimiter(" ")));
        all.put(
                "hexadecimal as in C",
                hex(StandardCharsets.UTF_8, HexFormat.ofDelimiter(", ").withPrefix("0x")));
        all.put("decimal bytes", bytes(StandardCharsets.UTF_8, one -> one + ", "));
        all.put("Java's bytes", text -> java.util.Arrays.toString(text.getBytes(StandardCharsets.UTF_8)));
        all.put("with blanks between", text -> each(text, c -> (char) c + " "));
        all.put("with zeros between", text -> each(text, c -> (char) c + "\0"));
        all.put("with soft hyphens between", text -> each(text, c -> (char) c + "\u00ad"));
        all.put("with a line end inside", text -> text.substring(0, 6) + "\r\n " + text.substring(6));
        all.put(
                "UTF-8 read as Latin-1",
                text -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        all.put(
                "Latin-1 read as UTF-8",
                text -> new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        return all;
    }

    static Stream<Arguments> encoded() {
        Map<String, String> values =
                Map.of("password", PASSWORD, "user and password", USER + PASSWORD, "header", "Basic " + BASIC);
        return values.entrySet().stream().flatMap(value -> encodings().entrySet().stream()
                .map(encoding -> Arguments.of(
                        value.getKey(), encoding.getKey(), encoding.getValue().apply(value.getValue()))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("encoded")
    void masksValueInEveryEncoding(String value, String encoding, String echo) {
        String masked = masker.of("before <" + echo + "> after");
        String core = echo.substring(echo.length() / 3, echo.length() * 2 / 3);
        assertThat(masked)
                .startsWith("before ")
                .endsWith(" after")
                .contains(SecretValueMasker.MASK)
                .doesNotContain(core);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("encoded")
    void masksValueThatWasCutOff(String value, String encoding, String echo) {
        String masked = masker.of("before " + echo.substring(0, echo.length() * 3 / 4) + "\u2026");
        String core = echo.substring(echo.length() / 3, echo.length() * 2 / 3);
        assertThat(masked).startsWith("before ").doesNotContain(core);
    }

    @Test
    void masksTokenToItsEnd() {
        String hex = HexFormat.of().formatHex(Base64.getDecoder().decode(TOKEN));
        assertThat(masker.of("got Negotiate " + TOKEN + "; " + hex + " and "
                        + URLEncoder.encode(TOKEN, StandardCharsets.UTF_8)))
                .isEqualTo("got Negotiate ***; *** and ***");
        String lines =
                Base64.getMimeEncoder().encodeToString(Base64.getDecoder().decode(TOKEN));
        assertThat(masker.of("got " + lines + ".")).isEqualTo("got ***.");
        assertThat(masker.of("got " + TOKEN.substring(0, 40) + "\u2026")).isEqualTo("got ***\u2026");
    }

    @Test
    void findsValueAcrossLinesOfBase64() {
        String lines = base64(StandardCharsets.UTF_8, Base64.getMimeEncoder()).apply("x".repeat(50) + PASSWORD);
        assertThat(lines).contains("\r\n");
        assertThat(masker.of("before " + lines + "; after")).isEqualTo("before ***; after");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Access is denied.",
                "bob: no such user bob",
                "The WS-Management service cannot process the request: %1 &lt; 5 \\u0041 =41 deadbeef01 U29tZXRoaW5nIGVsc2U=",
                "http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/InvalidResourceURI"
            })
    void leavesOtherTextAsItIs(String text) {
        assertThat(masker.of(text)).isSameAs(text);
    }

    @Test
    void doesNotSearchForShortValues() {
        try (SecretValueMasker other = new SecretValueMasker()) {
            other.value("the".toCharArray(), 0);
            other.value("bob:the".toCharArray(), 4);
            assertThat(other.of("the server, for bob:the")).isEqualTo("the server, for ***");
        }
    }

    /** Escape characters in a value do not begin an escape sequence. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Pa\\ss<w0rd | Pa\\ss&lt;w0rd",
                "P%41ss&word | P%41ss&amp;word",
                "P%41ss\"word | P%41ss\\\"word",
                "a\\nb%41&x | a\\\\nb%41&x",
                "a\\nb%41&x | a\\nb%41&amp;x",
                "a\\nb%41&x | a%5Cnb%2541%26x",
                "Ge&lt;heim | Ge&amp;lt;heim"
            })
    void masksValueThatHoldsEscapeCharacters(String password, String echo) {
        try (SecretValueMasker other = new SecretValueMasker()) {
            other.value(password.toCharArray(), 0);
            assertThat(other.of("before " + echo + " after")).isEqualTo("before *** after");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "S3cr&eacute;t&amp;p%41<b>ss</b> w=rd",
                "S3cr\u00e9t&amp;p%41<!-- > -->ss w=rd",
                "S3cr\u00e9t<![CDATA[&p%41ss]]> w=rd",
                "S3cr\u00e9t&amp;p%41<a b='c'/>ss w=rd"
            })
    void masksValueThatMarkupSplits(String echo) {
        assertThat(masker.of("<d>" + echo + "</d>")).isEqualTo("<d>***</d>");
    }

    @ParameterizedTest
    @Timeout(value = 20, threadMode = SEPARATE_THREAD)
    @ValueSource(strings = {"25", "0f", "amp;", "41 ", "AAAA\n", "<", "65,"})
    void withholdsTextThatWouldTakeLong(String part) {
        for (int i = 0; i < 64; i++) {
            masker.beginning(TOKEN.substring(i, i + 60));
        }
        String text = "%&" + part.repeat((1 << 19) / part.length());
        assertThat(masker.of(text)).isIn(text, SecretValueMasker.MASK);
    }

    @Test
    void withholdsTextTooLongToBeSearched() {
        assertThat(masker.of("x".repeat((1 << 20) + 1))).isEqualTo(SecretValueMasker.MASK);
    }
}
