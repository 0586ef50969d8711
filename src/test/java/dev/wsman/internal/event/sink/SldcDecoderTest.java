package dev.wsman.internal.event.sink;

import static dev.wsman.internal.event.sink.SldcEncoder.END_MARKER;
import static dev.wsman.internal.event.sink.SldcEncoder.END_OF_RECORD;
import static dev.wsman.internal.event.sink.SldcEncoder.FILE_MARK;
import static dev.wsman.internal.event.sink.SldcEncoder.FLUSH;
import static dev.wsman.internal.event.sink.SldcEncoder.RESET_1;
import static dev.wsman.internal.event.sink.SldcEncoder.RESET_2;
import static dev.wsman.internal.event.sink.SldcEncoder.SCHEME_1;
import static dev.wsman.internal.event.sink.SldcEncoder.SCHEME_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SldcDecoderTest {
    private static SldcEncoder stream() {
        return new SldcEncoder().control(RESET_1);
    }

    private static String decode(byte[] stream) throws IOException {
        return new String(SldcDecoder.decode(stream), StandardCharsets.ISO_8859_1);
    }

    private static byte[] batch() {
        StringBuilder xml = new StringBuilder("\ufeff<s:Envelope>");
        for (int i = 0; i < 300; i++) {
            xml.append("<w:Event><EventRecordID>").append(i * 7919).append("</EventRecordID></w:Event>");
        }
        return xml.append("</s:Envelope>").toString().getBytes(StandardCharsets.UTF_16LE);
    }

    /** The bytes were worked out by hand from the tables of ECMA-321. */
    @Test
    void readsLiteralsAndCopy() throws IOException {
        byte[] stream = HexFormat.of().parseHex("ffa90485000ffa00" + "04000000");
        assertThat(decode(stream)).isEqualTo("ABAB");
    }

    @Test
    void readsBatchInUtf16() throws IOException {
        byte[] compressed = SldcEncoder.encode(batch());
        assertThat(compressed.length).isLessThan(batch().length / 3);
        assertThat(SldcDecoder.decode(compressed)).isEqualTo(batch());
    }

    @Test
    void readsBytesThatRepeatAcrossTheRing() throws IOException {
        byte[] plain = new byte[10_000];
        Random random = new Random(1);
        for (int i = 0; i < plain.length; i++) {
            plain[i] = (byte) (random.nextInt(4) == 0 ? 0xff : random.nextInt(3));
        }
        assertThat(SldcDecoder.decode(SldcEncoder.encode(plain))).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 7, 8, 15, 16, 31, 32, 33, 270, 271})
    void readsCopiesOfEachLength(int length) throws IOException {
        byte[] stream =
                stream().literals("x").copy(0, length).control(END_OF_RECORD).finish(1 + length);
        assertThat(decode(stream)).isEqualTo("x".repeat(1 + length));
    }

    @Test
    void readsSecondScheme() throws IOException {
        byte[] stream = new SldcEncoder()
                .control(RESET_2)
                .bits('A', 8)
                .bits(0xff, 8)
                .bits(0, 1)
                .control(SCHEME_1)
                .copy(0, 2)
                .control(SCHEME_2)
                .bits('B', 8)
                .control(END_OF_RECORD)
                .finish(5);
        assertThat(decode(stream)).isEqualTo("A\u00ffA\u00ffB");
    }

    @Test
    void countsLocationsFromLatestReset() throws IOException {
        byte[] stream = stream()
                .literals("abc")
                .control(RESET_1)
                .literals("xy")
                .copy(0, 2)
                .control(END_OF_RECORD)
                .finish(7);
        assertThat(decode(stream)).isEqualTo("abcxyxy");
    }

    @Test
    void readsFlushFileMarkAndFurtherRecords() throws IOException {
        byte[] stream = stream()
                .literals("a")
                .control(FLUSH)
                .padded()
                .literals("b")
                .control(END_OF_RECORD)
                .padded()
                .control(FILE_MARK)
                .control(RESET_1)
                .literals("c")
                .control(END_MARKER)
                .finish(3);
        assertThat(decode(stream)).isEqualTo("abc");
    }

    @Test
    void acceptsPaddingOfSeveralBytes() throws IOException {
        byte[] stream = stream()
                .literals("a")
                .control(END_OF_RECORD)
                .padded()
                .bits(0, 24)
                .finish(1);
        assertThat(decode(stream)).isEqualTo("a");
    }

    @Test
    void rejectsEachTruncation() {
        byte[] stream = SldcEncoder.encode("hello hello hello hello".getBytes(StandardCharsets.ISO_8859_1));
        for (int length = 0; length < stream.length - 4; length++) {
            byte[] cut = Arrays.copyOf(stream, length + 4);
            System.arraycopy(stream, stream.length - 4, cut, length, 4);
            if (cut.length < stream.length - 1) {
                assertThatThrownBy(() -> SldcDecoder.decode(cut)).isInstanceOf(IOException.class);
            }
            byte[] begun = Arrays.copyOf(stream, length);
            assertThatThrownBy(() -> SldcDecoder.decode(begun)).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 5, 100})
    void rejectsWrongLength(int length) {
        byte[] stream = stream().literals("abcd").control(END_OF_RECORD).finish(length);
        assertThatThrownBy(() -> SldcDecoder.decode(stream)).isInstanceOf(IOException.class);
    }

    @Test
    void rejectsLengthThatNoStreamCanHave() {
        byte[] gigabyte = stream().literals("a").control(END_OF_RECORD).finish(1 << 30);
        assertThatThrownBy(() -> SldcDecoder.decode(gigabyte)).hasMessageContaining("cannot be 1073741824");
        byte[] negative = stream().literals("a").control(END_OF_RECORD).finish(-1);
        assertThatThrownBy(() -> SldcDecoder.decode(negative)).hasMessageContaining("cannot be 4294967295");
    }

    @Test
    void rejectsCopyOfBytesThatDoNotExist() {
        byte[] beyond = stream().literals("a").copy(5, 2).control(END_OF_RECORD).finish(3);
        assertThatThrownBy(() -> SldcDecoder.decode(beyond)).hasMessageContaining("do not exist");
        byte[] beforeReset = stream()
                .literals("abc")
                .control(RESET_1)
                .literals("x")
                .copy(2, 2)
                .control(END_OF_RECORD)
                .finish(6);
        assertThatThrownBy(() -> SldcDecoder.decode(beforeReset)).hasMessageContaining("do not exist");
    }

    @Test
    void rejectsUnknownControlSymbol() {
        byte[] stream = stream().literals("a").control(9).finish(1);
        assertThatThrownBy(() -> SldcDecoder.decode(stream)).hasMessageContaining("control symbol 9");
    }

    @Test
    void endsWithAnyBytes() {
        Random random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            byte[] any = new byte[random.nextInt(60)];
            random.nextBytes(any);
            if (any.length > 6) {
                any[any.length - 1] = 0;
                any[any.length - 2] = 0;
                any[0] = (byte) 0xff;
            }
            try {
                SldcDecoder.decode(any);
            } catch (IOException malformed) {
                assertThat(malformed).hasMessageStartingWith("SLDC: ");
            }
        }
    }
}
