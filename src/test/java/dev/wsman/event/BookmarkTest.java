package dev.wsman.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import dev.wsman.internal.event.BookmarkContent;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeBuilder;
import dev.wsman.internal.xml.XmlFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BookmarkTest {
    private static final String LIST =
            "<BookmarkList>\n  <Bookmark Channel='Application' RecordId='3847' IsCurrent='True'/>"
                    + "<Bookmark Channel='System' RecordId='18446744073709551615'/></BookmarkList>";

    @Test
    void keepsContentAsItIs() {
        for (String content : new String[] {LIST, "abc", " a &amp; b ", "text <a xmlns='urn:a'/> more", "<a/><b/>"}) {
            assertThat(Bookmark.parse(content).xml()).isEqualTo(content);
            assertThat(Bookmark.parse(content)).hasToString(content);
        }
    }

    @Test
    void returnsPositionsOfWindows() {
        Bookmark bookmark = Bookmark.parse(LIST);
        assertThat(bookmark.positions()).containsExactly(entry("Application", 3847L), entry("System", -1L));
        assertThat(bookmark.currentChannel()).contains("Application");
        assertThat(bookmark.isBackward()).isFalse();
    }

    @Test
    void recognisesBackwardList() {
        assertThat(Bookmark.parse(LIST.replace("<BookmarkList>", "<BookmarkList Direction='Backward'>"))
                        .isBackward())
                .isTrue();
        assertThat(Bookmark.parse(LIST.replace("<BookmarkList>", "<BookmarkList Direction='forward'>"))
                        .isBackward())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://schemas.dmtf.org/wbem/wsman/1/wsman/bookmark/earliest",
                "<BookmarkList/>",
                "<BookmarkList><Bookmark Channel='a'/><Bookmark RecordId='1'/><Bookmark Channel='b' RecordId='x'/></BookmarkList>"
            })
    void hasNoPositionsIfThereAreNone(String content) {
        Bookmark bookmark = Bookmark.parse(content);
        assertThat(bookmark.positions()).isEmpty();
        assertThat(bookmark.currentChannel()).isEmpty();
        assertThat(bookmark.isBackward()).isFalse();
    }

    @Test
    void equalsBookmarkOfSameContent() {
        Bookmark bookmark = Bookmark.parse(LIST);
        assertThat(bookmark)
                .isEqualTo(Bookmark.parse(LIST.replace("\n  ", "").replace('\'', '"')))
                .hasSameHashCodeAs(Bookmark.parse(LIST.replace("\n  ", "")))
                .isNotEqualTo(Bookmark.parse(LIST.replace("3847", "3848")))
                .isNotEqualTo(Bookmark.parse("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<a>", "</Bookmark><Bookmark>", "a & b", "<!DOCTYPE a><a/>", "\u0001"})
    void rejectsContentThatIsNotWellFormed(String content) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bookmark.parse(content))
                .withMessageStartingWith("xml is not the content of a bookmark: not well-formed XML");
    }

    @Test
    void rejectsEmptyContent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bookmark.parse(" "))
                .withMessage("xml is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bookmark.parse(null))
                .withMessage("xml is null");
    }

    @Test
    void readsHeaderIntoContentThatStandsAlone() {
        Tree header =
                XmlFactories.parse("<w:Bookmark xmlns:w='urn:w' xmlns='urn:d'>\n <BookmarkList><Bookmark Channel='a'"
                        + " RecordId='1'/></BookmarkList>\n</w:Bookmark>");
        BookmarkContent content = BookmarkContent.of(header);
        assertThat(content.xml())
                .isEqualTo("<BookmarkList xmlns=\"urn:d\"><Bookmark Channel=\"a\" RecordId=\"1\"/></BookmarkList>");
        assertThat(content.nodes()).singleElement().isEqualTo(header.firstElement());
        assertThat(Bookmark.parse(content.xml()).positions()).containsExactly(entry("a", 1L));
        BookmarkContent text = BookmarkContent.of(XmlFactories.parse("<Bookmark>a &lt; b</Bookmark>"));
        assertThat(text.xml()).isEqualTo("a &lt; b");
        assertThat(text.nodes()).containsExactly("a < b");
        assertThat(BookmarkContent.of(XmlFactories.parse("<Bookmark> </Bookmark>")))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a/> <b x='1'/>",
                " a &lt;<!-- c --> b&#13;c ",
                "text <a/> more <b/>",
                "<a/>&#13;x",
                "<p:a xmlns:p='urn:p'> <p:b/></p:a>"
            })
    void equalsBookmarkOfTextOfHeader(String content) {
        Tree header = XmlFactories.parse("<w:Bookmark xmlns:w='urn:w' w:x='y'>" + content + "</w:Bookmark>");
        BookmarkContent read = BookmarkContent.of(header);
        assertThat(BookmarkContent.parse(read.xml())).isEqualTo(read).hasSameHashCodeAs(read);
    }

    /** A source repeats a message that is refused: a bookmark must not be the reason. */
    @Test
    void takesHeaderWithoutWritingAndParsingIt() {
        Tree header = XmlFactories.parse("<Bookmark><BookmarkList/></Bookmark>");
        assertThat(BookmarkContent.of(header).nodes().get(0)).isSameAs(header.firstElement());

        TreeBuilder list = Tree.builder("", "BookmarkList", "");
        list.nodes().add("\u0001");
        Tree unwritable = Tree.builder("", "Bookmark", "").child(list.build()).build();
        BookmarkContent content = BookmarkContent.of(unwritable);
        assertThat(content.positions()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(content::xml);
    }
}
