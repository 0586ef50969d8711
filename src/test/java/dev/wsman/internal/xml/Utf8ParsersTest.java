package dev.wsman.internal.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Random;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares Aalto with Woodstox: the fast parser must read the same trees and reject the same documents. */
class Utf8ParsersTest {
    private static final int DOCUMENTS = 3000;
    /**
     * Errors that only Aalto accepts: an empty prefix, a name that does not begin with a letter after its prefix, a
     * colon in the target of a processing instruction, a NUL in an end tag.
     */
    private static final Pattern HARMLESS =
            Pattern.compile("xmlns:[\\s\0]*=|[\\s</]\\w+:[-.0-9]|<\\?[^ ?>]*:|</[^>]*\0");

    private static final String ODD = "<>&;\"'= /!?[]:x\u0000\u0007\u007f\u0080\u00c0\u00ed\u00ff-";

    @Test
    void readsSameTreesAsWoodstox() throws XMLStreamException {
        for (int seed = 0; seed < DOCUMENTS; seed++) {
            byte[] document = document(seed);
            Tree read = read(Utf8Parsers.open(new Pieces(document, seed)));
            Tree expected = read(woodstox(document));
            assertThat(read).as("seed " + seed).isEqualTo(expected);
            assertThat(read.toXml()).as("seed " + seed).isEqualTo(expected.toXml());
        }
    }

    @Test
    void rejectsSameDocumentsAsWoodstox() {
        int rejected = 0;
        for (int seed = 0; seed < DOCUMENTS; seed++) {
            byte[] document = damaged(document(seed), new Random(seed));
            Tree expected = attempt(() -> woodstox(document));
            Tree read = attempt(() -> Utf8Parsers.open(new Pieces(document, document.length)));
            if (expected != null
                    || !HARMLESS.matcher(new String(document, UTF_8)).find()) {
                assertThat(read)
                        .as("seed %d: %s", seed, new String(document, UTF_8))
                        .isEqualTo(expected);
            }
            rejected += expected == null ? 1 : 0;
        }
        assertThat(rejected).isGreaterThan(DOCUMENTS / 4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "C0AF",
                "C1BF",
                "C3",
                "E080AF",
                "E09FBF",
                "EDA080",
                "F08080AF",
                "F08FBFBF",
                "F4908080",
                "F5808080",
                "FF"
            })
    void rejectsInvalidUtf8(String hex) {
        byte[] bad = HexFormat.of().parseHex(hex);
        for (String before : new String[] {"<a>", "<a>12345678", "<a b='", "<a>1234567890123"}) {
            byte[] document =
                    joined(before.getBytes(UTF_8), bad, (before.contains("'") ? "'/>" : "</a>").getBytes(UTF_8));
            for (int piece = 1; piece < 4; piece++) {
                InputStream bytes = new Pieces(document, piece);
                assertThatThrownBy(() -> read(Utf8Parsers.open(bytes)))
                        .as(before + hex)
                        .isInstanceOf(XMLStreamException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C280", "DFBF", "E0A080", "ED9FBF", "EE8080", "EFBFBD", "F0908080", "F48FBFBD"})
    void readsFirstAndLastCharacterOfEachLength(String hex) throws XMLStreamException {
        byte[] good = HexFormat.of().parseHex(hex);
        byte[] document = joined("<a>x".getBytes(UTF_8), good, "</a>".getBytes(UTF_8));
        for (int piece = 1; piece < 4; piece++) {
            assertThat(read(Utf8Parsers.open(new Pieces(document, piece))).text())
                    .isEqualTo("x" + new String(good, UTF_8));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'<a ', 'b%d=\"1\" '",
        "'<a ', 'xmlns:b%d=\"u\" '",
        "'<a b=\"', '%d>'",
        "'<a><', 'b%d'",
        "'<a></', 'b%d'",
        "'<?xml version=\"1.0\"?>   <a ', 'b%d=\">\" '",
        "'<a>text<b ', 'c%d=\"1\" '",
    })
    void rejectsEndlessTag(String beginning, String again) {
        for (int piece : new int[] {1, beginning.length(), 4000}) {
            Endless endless = new Endless(beginning, again, piece);
            assertThatThrownBy(() -> read(Utf8Parsers.open(endless)))
                    .isInstanceOf(XMLStreamException.class)
                    .hasMessageMatching(
                            "(?s).*(of more than 262144 bytes|more than 500 attributes|more than 1000 prefixes|nexpected end tag).*");
            assertThat(endless.bytesRead()).isLessThan(300_000);
        }
    }

    @Test
    void doesNotLimitTextsCommentsAndCdataLikeTags() throws XMLStreamException {
        String text = "<>&".repeat(200_000);
        for (String form : new String[] {"<![CDATA[%s]]>", "  <![CDATA[%s]]>", "<!--%s-->", "<?p %s?>", "x]>%s"}) {
            String content = form.startsWith("x")
                    ? form.formatted(text.replace("<", "").replace("&", ""))
                    : form.formatted(text);
            byte[] document = ("<a>" + content + "</a>").getBytes(UTF_8);
            for (int piece : new int[] {1, 4, 5, 6, 4000}) {
                assertThat(read(Utf8Parsers.open(new Pieces(document, piece)))).isEqualTo(read(woodstox(document)));
            }
        }
    }

    @Test
    void rejectsEndlesslyNestedElements() {
        assertThatThrownBy(() -> end(Utf8Parsers.open(new Endless("", "<a>", 4000))))
                .isInstanceOf(XMLStreamException.class)
                .hasMessageContaining("nested deeper");
    }

    @Test
    void rejectsEndlessNames() {
        for (String again : new String[] {"<b%d/>", "<a b%d='1'/>"}) {
            Endless endless = new Endless("<a>", again, 4000);
            assertThatThrownBy(() -> end(Utf8Parsers.open(endless)))
                    .isInstanceOf(XMLStreamException.class)
                    .hasMessageContaining("more than 40000 names");
        }
    }

    @Test
    void rejectsEndlessPrefixes() {
        assertThatThrownBy(() -> end(Utf8Parsers.open(new Endless("<a>", "<a xmlns:b%d='u'/>", 4000))))
                .isInstanceOf(XMLStreamException.class)
                .hasMessageContaining("more than 1000 prefixes");
    }

    @Test
    void keepsPrefixesOfAncestorsInTrees() throws XMLStreamException {
        XMLStreamReader reader = Utf8Parsers.open(bytes("<a xmlns:p='urn:p'><b xmlns:q='urn:q'><c>p:x</c></b></a>"));
        reader.next();
        reader.next();
        reader.next();
        Tree tree = TreeReader.read(reader);
        assertThat(tree.namespaceOf("p")).isEqualTo("urn:p");
        assertThat(tree.namespaceOf("q")).isEqualTo("urn:q");
        assertThat(tree.namespaceOf("r")).isNull();
        assertThat(tree.toXml()).isEqualTo("<c xmlns:p=\"urn:p\">p:x</c>");
    }

    @Test
    void doesNotReadEntitiesAndDocumentTypes() throws XMLStreamException {
        assertThatThrownBy(() -> read(Utf8Parsers.open(bytes("<a>&b;</a>")))).isInstanceOf(XMLStreamException.class);
        assertThatThrownBy(() -> read(Utf8Parsers.open(bytes("<a b='&c;'/>")))).isInstanceOf(XMLStreamException.class);
        XMLStreamReader reader = Utf8Parsers.open(bytes("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"));
        assertThat(reader.next()).isEqualTo(XMLStreamConstants.DTD);
    }

    private static InputStream bytes(String document) {
        return new ByteArrayInputStream(document.getBytes(UTF_8));
    }

    private static byte[] document(int seed) {
        Tree tree = new RandomTrees(seed).next();
        StringBuilder rows = new StringBuilder("<Items>");
        for (int i = 0; i < 12; i++) {
            rows.append("<p")
                    .append(i % 9)
                    .append('>')
                    .append(i)
                    .append("</p")
                    .append(i % 9)
                    .append('>');
        }
        return ("<all>" + tree.toXml() + rows + "</Items></all>").getBytes(UTF_8);
    }

    /** Changes, removes or repeats one or two bytes. */
    private static byte[] damaged(byte[] document, Random random) {
        byte[] result = document.clone();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            int at = random.nextInt(result.length);
            byte[] replacement = {(byte) ODD.charAt(random.nextInt(ODD.length()))};
            byte[] after = java.util.Arrays.copyOfRange(result, at + random.nextInt(2), result.length);
            result = joined(
                    java.util.Arrays.copyOf(result, at), random.nextInt(4) == 0 ? new byte[0] : replacement, after);
        }
        return result;
    }

    private static byte[] joined(byte[]... parts) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static XMLStreamReader woodstox(byte[] document) throws XMLStreamException {
        return XmlFactories.inputFactory().createXMLStreamReader(new ByteArrayInputStream(document));
    }

    private interface Opening {
        XMLStreamReader open() throws XMLStreamException;
    }

    private static @Nullable Tree attempt(Opening opening) {
        try {
            return read(opening.open());
        } catch (XMLStreamException e) {
            return null;
        }
    }

    private static Tree read(XMLStreamReader reader) throws XMLStreamException {
        while (reader.next() != XMLStreamConstants.START_ELEMENT) {
            if (reader.getEventType() == XMLStreamConstants.DTD) {
                throw new XMLStreamException("a document type");
            }
        }
        Tree tree = new TreeReader(reader, NamespaceScope.EMPTY).read();
        end(reader);
        return tree;
    }

    private static void end(XMLStreamReader reader) throws XMLStreamException {
        while (reader.hasNext()) {
            reader.next();
        }
        reader.close();
    }

    /** Returns bytes in pieces of limited length. */
    private static final class Pieces extends InputStream {
        private final byte[] bytes;
        private final int most;
        private int at;

        Pieces(byte[] bytes, int most) {
            this.bytes = bytes;
            this.most = Math.max(most, 1);
        }

        @Override
        public int read() {
            return at == bytes.length ? -1 : bytes[at++] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (at == bytes.length) {
                return -1;
            }
            int count = Math.min(Math.min(length, most), bytes.length - at);
            System.arraycopy(bytes, at, target, offset, count);
            at += count;
            return count;
        }
    }

    /** Returns a beginning, and then numbered repetitions without end. */
    private static final class Endless extends InputStream {
        private final String again;
        private final int piece;
        private byte[] next;
        private int at;
        private int number;
        private long bytesRead;

        Endless(String beginning, String again, int piece) {
            this.next = beginning.getBytes(UTF_8);
            this.again = again;
            this.piece = piece;
        }

        long bytesRead() {
            return bytesRead;
        }

        @Override
        public int read() {
            if (at == next.length) {
                next = again.formatted(number++).getBytes(UTF_8);
                at = 0;
            }
            bytesRead++;
            return next[at++] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = Math.min(length, piece);
            for (int i = 0; i < count; i++) {
                target[offset + i] = (byte) read();
            }
            return count;
        }
    }
}
