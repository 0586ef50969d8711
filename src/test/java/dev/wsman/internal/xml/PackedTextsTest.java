package dev.wsman.internal.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;

/** Short texts of a record's children are stored together; that must not be visible. */
class PackedTextsTest {
    private static final List<String> TEXTS = List.of(
            "42",
            "",
            "\u00e9t\u00e9 \u00ff",
            "\u65e5\u672c",
            " x ",
            "\n  ",
            "a & b < c",
            "x".repeat(1000),
            "y".repeat(1001),
            "z".repeat(70_000),
            "\ud83d\ude00");

    @Test
    void returnsTextsOfAnyLengthAndScript() throws XMLStreamException {
        for (Tree item : read(record(TEXTS))) {
            assertThat(item).isInstanceOf(RecordElement.class);
            for (int i = 0; i < TEXTS.size(); i++) {
                String expected = TEXTS.get(i);
                assertThat(item.leaf("", "p" + i)).isEqualTo(expected.isEmpty() ? null : expected);
                assertThat(item.firstChild("", "p" + i)).extracting(Tree::text).isEqualTo(expected);
                assertThat(item.leaf("", "p" + i))
                        .as("after the element was created")
                        .isNull();
            }
        }
    }

    @Test
    void returnsTextsWhenTheyAreTooLongTogether() throws XMLStreamException {
        List<String> texts = IntStream.range(0, 200)
                .mapToObj(i -> Integer.toString(i).repeat(300))
                .toList();
        for (Tree item : read(record(texts))) {
            for (int i = 0; i < texts.size(); i++) {
                assertThat(item.leaf("", "p" + i)).isEqualTo(texts.get(i));
            }
        }
    }

    @Test
    void readsShortNumbersBeforeAndAfterTheirTextIsMade() throws XMLStreamException {
        List<String> texts = List.of(
                "0", "007", "999999999999999999", "1000000000000000000", "-1", "+1", " 1", "1.0", "\u0664", "x", "");
        List<Long> numbers = List.of(0L, 7L, 999_999_999_999_999_999L, -1L, -1L, -1L, -1L, -1L, -1L, -1L, -1L);
        for (Tree item : read(record(texts))) {
            assertThat(item).isInstanceOf(RecordElement.class);
            for (int i = 0; i < texts.size(); i++) {
                long expected = numbers.get(i);
                assertThat(item.shortNumber("", "p" + i)).as(texts.get(i)).isEqualTo(expected);
                item.leaf("", "p" + i);
                assertThat(item.shortNumber("", "p" + i)).as(texts.get(i)).isEqualTo(expected);
                item.firstChild("", "p" + i);
                assertThat(item.shortNumber("", "p" + i)).as("a tree").isEqualTo(ShortNumbers.OTHER);
            }
            assertThat(item.shortNumber("urn:x", "p0")).isEqualTo(ShortNumbers.OTHER);
            assertThat(item.shortNumber("", "none")).isEqualTo(ShortNumbers.OTHER);
        }
    }

    @Test
    void joinsTextThatAnotherNodeFollows() throws XMLStreamException {
        String xml =
                "<i><a>1<!--c-->2</a><b>3<![CDATA[4]]>5</b><c>6<d/>7</c><e x='1'>8</e><f>9<?p q?></f><g>10</g><h/><i/></i>";
        for (Tree item : read(xml)) {
            assertThat(item).isInstanceOf(RecordElement.class);
            assertThat(item.firstChild("", "a")).extracting(Tree::text).isEqualTo("12");
            assertThat(item.leaf("", "b")).isEqualTo("345");
            assertThat(item.firstChild("", "c")).extracting(Tree::text).isEqualTo("67");
            assertThat(item.firstChild("", "e")).extracting(Tree::text).isEqualTo("8");
            assertThat(item.firstChild("", "f")).extracting(Tree::text).isEqualTo("9");
            assertThat(item.leaf("", "g")).isEqualTo("10");
            assertThat(item.toXml()).isEqualTo(item.toBuilder().build().toXml());
        }
    }

    @Test
    void keepsTextsOfRecordWithinRecord() throws XMLStreamException {
        String inner = record(List.of("1", "2", "3", "4", "5", "6", "7", "8"))
                .replace("<i>", "<n>")
                .replace("</i>", "</n>");
        String outer = record(List.of("a", "b", "c", "d", "e", "f", "g", "h"));
        for (Tree item : read(outer.replace("<p4>", inner + "<p4>"))) {
            assertThat(item.leaf("", "p3")).isEqualTo("d");
            assertThat(item.leaf("", "p4")).isEqualTo("e");
            assertThat(item.firstChild("", "n")).isInstanceOf(RecordElement.class);
            assertThat(item.firstChild("", "n").leaf("", "p7")).isEqualTo("8");
        }
    }

    private static String record(List<String> texts) {
        return IntStream.range(0, texts.size())
                .mapToObj(
                        i -> "<p" + i + ">" + texts.get(i).replace("&", "&amp;").replace("<", "&lt;") + "</p" + i + ">")
                .collect(Collectors.joining("", "<i>", "</i>"));
    }

    /** Reads the element with both parsers. */
    private static List<Tree> read(String xml) throws XMLStreamException {
        XMLStreamReader aalto = Utf8Parsers.open(new ByteArrayInputStream(xml.getBytes(UTF_8)));
        aalto.nextTag();
        XMLStreamReader woodstox = XmlFactories.inputFactory().createXMLStreamReader(new StringReader(xml));
        woodstox.nextTag();
        return List.of(TreeReader.read(aalto), TreeReader.read(woodstox));
    }
}
