package dev.wsman.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextDecoderTest {
    /** Reads the parts as they arrive, and checks that decoding them at once gives the same. */
    private static String decode(Charset charset, byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        String text = read(charset, parts, true);
        assertThat(read(charset, parts, false)).isEqualTo(text);
        assertThat(TextDecoder.decode(all.toByteArray(), charset)).isEqualTo(text);
        return text;
    }

    private static String read(Charset charset, byte[][] parts, boolean singly) {
        List<InputStream> streams =
                Arrays.stream(parts).<InputStream>map(ByteArrayInputStream::new).toList();
        StringBuilder text = new StringBuilder();
        try (Reader reader = TextDecoder.reader(new SequenceInputStream(Collections.enumeration(streams)), charset)) {
            char[] buffer = new char[singly ? 1 : 100];
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                text.append(buffer, 0, n);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    @Test
    void skipsByteOrderMarkHoweverItIsRead() throws IOException {
        for (String content : new String[] {"", "\ufeff", "\ufeffab", "ab", "a\ufeffb"}) {
            String rest = content.startsWith("\ufeff") ? content.substring(1) : content;
            StringBuilder singly = new StringBuilder();
            Reader reader = new MarkSkippingReader(new StringReader(content));
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                singly.append((char) c);
            }
            assertThat(singly).hasToString(rest);
            StringWriter copy = new StringWriter();
            new MarkSkippingReader(new StringReader(content)).transferTo(copy);
            assertThat(copy).hasToString(rest);
            char[] one = new char[1];
            Reader byOne = new MarkSkippingReader(new StringReader(content));
            assertThat(byOne.read(one, 0, 0)).isZero();
            assertThat(byOne.read(one, 0, 1)).isEqualTo(rest.isEmpty() ? -1 : 1);
        }
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {65001, 932, 936, 949, 950, 1200, 1201, 12000, 54936})
    void joinsCharactersAcrossParts(int page) {
        Charset charset = CodePages.charset(page);
        String text = charset.newEncoder().canEncode("\ud83d\ude00") ? "a\u4e2d\r\n\ud83d\ude00b" : "a\u4e2d\r\nb";
        byte[] all = text.getBytes(charset);
        for (int i = 0; i <= all.length; i++) {
            for (int j = i; j <= all.length; j++) {
                assertThat(decode(
                                charset,
                                Arrays.copyOf(all, i),
                                Arrays.copyOfRange(all, i, j),
                                Arrays.copyOfRange(all, j, all.length)))
                        .isEqualTo(text);
            }
        }
    }

    /** A console of Windows Server 2008 R2 begins its output with one. */
    @ParameterizedTest
    @ValueSource(ints = {65001, 1200, 1201, 12000, 12001, 54936})
    void dropsTheFirstByteOrderMark(int page) {
        Charset charset = CodePages.charset(page);
        byte[] all = "\ufeffa\ufeff".getBytes(charset);
        assertThat(decode(charset, Arrays.copyOf(all, 1), Arrays.copyOfRange(all, 1, all.length)))
                .isEqualTo("a\ufeff");
    }

    @Test
    void keepsWhatIsNotByteOrderMarkInItsPage() {
        assertThat(decode(CodePages.charset(437), bytes(0xef, 0xbb, 0xbf))).isEqualTo("\u2229\u2557\u2510");
    }

    @Test
    void replacesMalformedBytes() {
        assertThat(decode(StandardCharsets.UTF_8, bytes('a', 0xff), bytes('b', 0xc3), bytes('c')))
                .isEqualTo("a\ufffdb\ufffdc");
        assertThat(decode(StandardCharsets.UTF_8, bytes('a', 0xe3, 0x81))).isEqualTo("a\ufffd");
        assertThat(decode(CodePages.charset(932), bytes(0x82))).isEqualTo("\ufffd");
        assertThat(decode(StandardCharsets.UTF_16LE, bytes('a', 0, 'b'))).isEqualTo("a\ufffd");
    }

    @Test
    void decodesWithoutAnyBytes() {
        assertThat(decode(StandardCharsets.UTF_8)).isEmpty();
        assertThat(decode(StandardCharsets.UTF_8, bytes(), bytes(0xef, 0xbb, 0xbf)))
                .isEmpty();
    }

    @Test
    void decodesPartsOfAnyLength() {
        String text = "\u3053x".repeat(100_000);
        assertThat(decode(StandardCharsets.UTF_8, text.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {65001, 437, 850, 1252, 932, 936, 949, 950, 1200, 1361, 54936})
    void neverFails(int page) {
        Random random = new Random(page);
        for (int i = 0; i < 300; i++) {
            byte[] first = new byte[random.nextInt(50)];
            byte[] second = new byte[random.nextInt(50)];
            random.nextBytes(first);
            random.nextBytes(second);
            assertThatCode(() -> decode(CodePages.charset(page), first, second)).doesNotThrowAnyException();
        }
    }
}
