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

/** A server may choose names that share one hash code, to make every look-up a search. */
class SameHashTest {
    private static final int MANY = 39_000;

    /** "Aa" and "BB" have the same hash code, and so has each string that is made of as many of them. */
    private static String sameHash(int number) {
        StringBuilder name = new StringBuilder(34);
        for (int bit = 0; bit < 17; bit++) {
            name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return name.toString();
    }

    /** Before they were put into order, the look-ups alone took 39,000 squared comparisons: minutes. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void findsEachOf39000ChildrenWhoseNamesShareAHash() throws XMLStreamException {
        assertThat(sameHash(1)).hasSameHashCodeAs(sameHash(38_999));
        Tree tree = read(reader(elements(SameHashTest::sameHash)));
        assertThat(tree).isInstanceOf(LaidOut.class);
        for (int i = 0; i < MANY; i++) {
            assertThat(tree.leaf("", sameHash(i))).isEqualTo(String.valueOf(i));
        }
        assertThat(tree.leaf("", sameHash(MANY))).isNull();
        assertThat(tree.firstChild("urn:other", sameHash(0))).isNull();
    }

    /** Such names cost Woodstox's own table seconds; here they may cost as much as a few times other names do. */
    @Test
    void namesThatShareAHashAreReadInUtf16LikeAnyOthers() throws XMLStreamException {
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

    @Test
    void namesComeBackAsTheyWereWhateverTheirNumber() throws XMLStreamException {
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

    /** Each of a million looks like {@code prefix:name}, of which a declaration might be inherited. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void writesATextFullOfColonsWithoutSearchingAllPrefixesForEach() throws XMLStreamException {
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
            return charset == UTF_8 ? Utf8Parsers.open(in) : Xml.inputFactory().createXMLStreamReader(in);
        } catch (XMLStreamException e) {
            throw new AssertionError(e);
        }
    }

    private static XMLStreamReader reader(String xml) {
        try {
            return Xml.inputFactory().createXMLStreamReader(new StringReader(xml));
        } catch (XMLStreamException e) {
            throw new AssertionError(e);
        }
    }

    private static Tree read(XMLStreamReader reader) throws XMLStreamException {
        while (reader.getEventType() != XMLStreamConstants.START_ELEMENT) {
            reader.next();
        }
        return new TreeReader(reader, Scope.EMPTY).read();
    }
}
