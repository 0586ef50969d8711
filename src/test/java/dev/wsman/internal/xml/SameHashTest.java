package dev.wsman.internal.xml;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server may choose names with the same hash code, so that every look-up becomes a search. */
class SameHashTest {
    private static final int MANY = 39_000;

    /** "Aa" and "BB" have the same hash code, and so do all strings that are composed of the same number of them. */
    private static String sameHash(int number) {
        StringBuilder name = new StringBuilder(34);
        for (int bit = 0; bit < 17; bit++) {
            name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return name.toString();
    }

    /** Before such names were kept in order, the look-ups alone took minutes: the square of 39,000 comparisons. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void finds39000ChildrenWithSameHash() throws XMLStreamException {
        assertThat(sameHash(1)).hasSameHashCodeAs(sameHash(38_999));
        Tree tree = read(reader(elements(SameHashTest::sameHash)));
        assertThat(tree).isInstanceOf(RecordElement.class);
        for (int i = 0; i < MANY; i++) {
            assertThat(tree.leaf("", sameHash(i))).isEqualTo(String.valueOf(i));
        }
        assertThat(tree.leaf("", sameHash(MANY))).isNull();
        assertThat(tree.firstChild("urn:other", sameHash(0))).isNull();
    }

    /** With Woodstox's own table, such names take seconds. Here they may take a few times as long as other names. */
    @Test
    void readsNamesWithSameHashInUtf16AsFastAsOthers() throws XMLStreamException {
        String usual = elements("SomePropertyOfAClassWhichIsAsLong%05d"::formatted);
        String chosen = elements(SameHashTest::sameHash);
        long usualTime = Long.MAX_VALUE;
        long chosenTime = Long.MAX_VALUE;
        for (int round = 0; round < 3; round++) {
            usualTime = Math.min(usualTime, time(usual));
            chosenTime = Math.min(chosenTime, time(chosen));
        }
        assertThat(chosenTime).isLessThan(10 * usualTime);
    }

    @Test
    void rejectsMoreThan40000NamesInEveryEncoding() {
        String names = IntStream.range(0, 45_000)
                .mapToObj(i -> "<b" + i + "/>")
                .collect(Collectors.joining("", "<a>", "</a>"));
        for (XMLStreamReader reader : List.of(reader(names, UTF_16), reader(names, UTF_8), reader(names))) {
            assertThatThrownBy(() -> read(reader))
                    .isInstanceOf(XMLStreamException.class)
                    .hasMessageContaining("more than 40000 names");
        }
    }

    @Test
    void rejectsMoreThan500AttributesInEveryEncoding() {
        String attributes =
                IntStream.range(0, 501).mapToObj(i -> "b" + i + "=''").collect(Collectors.joining(" ", "<a ", "/>"));
        for (XMLStreamReader reader : List.of(reader(attributes, UTF_16), reader(attributes, UTF_8))) {
            assertThatThrownBy(() -> read(reader))
                    .isInstanceOf(XMLStreamException.class)
                    .hasMessageContaining("500");
        }
    }

    /**
     * Aalto's hash is a sum of groups of four bytes, each multiplied by another power of 31. Adding 1 to a byte and
     * subtracting 31 from the same byte of the next group gives the same hash.
     */
    private static String sameHashForAalto(int number) {
        StringBuilder name = new StringBuilder(32);
        for (int bits = 0; bits < 16; bits += 4) {
            StringBuilder next = new StringBuilder(4);
            for (int bit = bits; bit < bits + 4; bit++) {
                boolean set = (number >> bit & 1) != 0;
                name.append(set ? 'b' : 'a');
                next.append(set ? 'Q' : 'p');
            }
            name.append(next);
        }
        return name.toString();
    }

    /**
     * With 39,000 such names, reading took five times as long, and each tag of a long reply took the time of a search.
     */
    @Test
    void rejectsNamesChosenForHashOfAalto() throws XMLStreamException {
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> read(reader(elements(SameHashTest::sameHashForAalto), UTF_8)))
                    .isInstanceOf(XMLStreamException.class)
                    .hasMessageContaining("share a hash");
            // The names in a reply of one server must not make the replies of another one fail.
            assertThat(read(reader("<a><b/></a>", UTF_8)).elements()).hasSize(1);
        }
    }

    /** Reads several sets of ordinary names, and one set that is chosen for another hash. */
    @Test
    void reads39000NamesNotChosenForHashOfAalto() throws XMLStreamException {
        List<IntFunction<String>> sets = List.of(
                "SomePropertyOfAClassWhichIsAsLong%05d"::formatted,
                "N%08dxyz"::formatted,
                i -> "P" + i,
                i -> "x" + Integer.toString(i * 7919, 36),
                SameHashTest::sameHash);
        for (IntFunction<String> names : sets) {
            assertThat(read(reader(elements(names), UTF_8)).elements()).hasSize(MANY);
        }
    }

    /** Readers share names, so that documents below the limit can form a long chain together. */
    @Test
    void readsDocumentsWithOnlyPartOfLongChain() throws XMLStreamException {
        for (int from = 0; from < 4000; from += 400) {
            int first = from;
            String xml = IntStream.range(first, first + 400)
                    .mapToObj(i -> "<" + sameHashForAalto(i) + ">" + i + "</" + sameHashForAalto(i) + ">")
                    .collect(Collectors.joining("", "<a>", "</a>"));
            assertThat(read(reader(xml, UTF_8)).elements()).hasSize(400);
        }
    }

    /** Woodstox searches all prefixes for each name, so that a reply of a few MiB took minutes. */
    @Test
    void rejectsMoreThan1000DeclarationsInForceInUtf16() throws XMLStreamException {
        assertThatThrownBy(() -> read(reader(declaring(3, 400), UTF_16)))
                .isInstanceOf(XMLStreamException.class)
                .hasMessageContaining("more than 1000 declarations");
        assertThat(read(reader(declaring(2, 400), UTF_16)).firstElement()).isNotNull();
        String besides = "<c xmlns:q='urn:q'>t</c>".repeat(2000);
        assertThat(read(reader("<a>" + besides + "</a>", UTF_16)).elements()).hasSize(2000);
        XMLStreamReader texts = reader("<a>" + besides + "</a>", UTF_16);
        texts.next();
        for (int i = 0; i < 2000; i++) {
            texts.nextTag();
            assertThat(texts.getElementText()).isEqualTo("t");
        }
    }

    private static String declaring(int depth, int declarations) {
        String start = IntStream.range(0, declarations)
                .mapToObj(i -> " xmlns:p" + i + "='urn:p'")
                .collect(Collectors.joining("", "<a", ">"));
        return start.repeat(depth) + "<p0:b/>" + "</a>".repeat(depth);
    }

    @Test
    void readsThousandsOfNamesUnchanged() throws XMLStreamException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            names.add((i % 3 == 0 ? "é" : i % 3 == 1 ? "xml" : "x") + Integer.toString(i * 7919, 36));
        }
        String xml = names.stream()
                .map(name -> "<x:" + name + " xml:lang='en'><x:" + name + "/></x:" + name + ">")
                .collect(Collectors.joining("", "<a xmlns:x='urn:x'>", "</a>"));
        Tree tree = read(reader(xml, UTF_16));
        assertThat(tree.elements()).extracting(Tree::localName).containsExactlyElementsOf(names);
        assertThat(tree.elements()).allSatisfy(child -> {
            assertThat(child.namespace()).isEqualTo("urn:x");
            assertThat(child.attribute("http://www.w3.org/XML/1998/namespace", "lang"))
                    .isEqualTo("en");
            assertThat(child.firstElement()).isNotNull();
        });
    }

    /** Each of a million parts looks like {@code prefix:name}, for which a declaration might be inherited. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void writesTextWithMillionColonsInLinearTime() throws XMLStreamException {
        String prefixes = IntStream.range(0, 900)
                .mapToObj(i -> "<d xmlns:p" + i + "='urn:p'/>")
                .collect(Collectors.joining());
        String declared = IntStream.range(0, 480)
                .mapToObj(i -> " xmlns:p" + i + "='urn:" + i + "'")
                .collect(Collectors.joining());
        XMLStreamReader reader =
                reader("<a" + declared + "><b>" + prefixes + "</b><c>" + "q:p7:".repeat(500_000) + "</c></a>", UTF_8);
        reader.next();
        reader.nextTag();
        TreeReader trees = new TreeReader(reader);
        trees.read();
        reader.nextTag();
        Tree tree = trees.read();
        assertThat(tree.toXml()).startsWith("<c xmlns:p7=\"urn:7\">q:p7:");
    }

    private static String elements(IntFunction<String> name) {
        StringBuilder xml = new StringBuilder("<a>");
        for (int i = 0; i < MANY; i++) {
            xml.append('<').append(name.apply(i)).append('>');
            xml.append(i).append("</").append(name.apply(i)).append('>');
        }
        return xml.append("</a>").toString();
    }

    private static long time(String xml) throws XMLStreamException {
        XMLStreamReader reader = reader(xml, UTF_16);
        long start = System.nanoTime();
        read(reader);
        return System.nanoTime() - start;
    }

    private static XMLStreamReader reader(String xml, Charset charset) {
        ByteArrayInputStream in = new ByteArrayInputStream(xml.getBytes(charset));
        try {
            return charset == UTF_8
                    ? Utf8Parsers.open(in)
                    : XmlFactories.inputFactory().createXMLStreamReader(in);
        } catch (XMLStreamException e) {
            throw new AssertionError(e);
        }
    }

    private static XMLStreamReader reader(String xml) {
        try {
            return XmlFactories.inputFactory().createXMLStreamReader(new StringReader(xml));
        } catch (XMLStreamException e) {
            throw new AssertionError(e);
        }
    }

    private static Tree read(XMLStreamReader reader) throws XMLStreamException {
        while (reader.getEventType() != XMLStreamConstants.START_ELEMENT) {
            reader.next();
        }
        return new TreeReader(reader, NamespaceScope.EMPTY).read();
    }
}
