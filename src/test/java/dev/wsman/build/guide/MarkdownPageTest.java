package dev.wsman.build.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.build.guide.CodeBlock.Kind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** If the reader of pages missed a block or a link, {@code GuidesTest} would pass without it. */
class MarkdownPageTest {
    private static MarkdownPage page(String text) {
        return MarkdownPage.parse(Path.of("docs", "page.md"), text);
    }

    private static CodeBlock java(String code) {
        return page("```java\n" + code + "\n```\n").blocks().get(0);
    }

    @Test
    void findsBlocksWithTheirPlaces() {
        MarkdownPage page =
                page("---\nlayout: doc\n---\n# A\n\n- item\n\n  ```java\n  int a;\n  ```\n\n~~~sh\nls\n~~~\n");
        assertThat(page.blocks()).extracting(CodeBlock::text).containsExactly("int a;\n", "ls\n");
        assertThat(page.blocks())
                .extracting(CodeBlock::toString)
                .containsExactly("docs/page.md:9 java", "docs/page.md:13 sh");
        assertThat(page("text\n\n    code\n").indentedBlocks()).containsExactly(3);
    }

    @Test
    void tellsKindsOfBlocksApart() {
        assertThat(java("package a;\n").kind()).isEqualTo(Kind.FILE);
        assertThat(java("module a {\n}").kind()).isEqualTo(Kind.MODULE);
        assertThat(java("import a.B;\n\n/** Text. */\n@XmlType(name = \"a\")\n@Other\npublic record A(int a) {}")
                        .kind())
                .isEqualTo(Kind.TYPES);
        assertThat(java("public interface A {\n}").kind()).isEqualTo(Kind.TYPES);
        assertThat(java("// a class is not needed\nint a = 1;").kind()).isEqualTo(Kind.STATEMENTS);
        assertThat(java("import a.B;\nsession.get(A.class, \"a\");").kind()).isEqualTo(Kind.STATEMENTS);
        assertThat(java("int before;\nclass A {\n}").kind()).isEqualTo(Kind.STATEMENTS);
    }

    @Test
    void readsMarkersBeforeBlock() {
        CodeBlock block = page("<!-- from: examples/A.java -->\n```java\nint a;\n```\n")
                .blocks()
                .get(0);
        assertThat(block.marker("from")).contains("examples/A.java");
        assertThat(block.kind()).isEqualTo(Kind.EXCERPT);
        assertThat(page("<!-- from: a -->\n\nText.\n\n```java\nint a;\n```\n")
                        .blocks()
                        .get(0)
                        .markers())
                .isEmpty();
    }

    @Test
    void keepsLinesWhenImportsAreTaken() {
        CodeBlock block = java("import a.B; // why\nimport static c.D.*;\n\nint a;");
        assertThat(block.imports()).isEqualTo("import a.B; import static c.D.*; ");
        assertThat(block.withoutImports()).isEqualTo("\n\n\nint a;\n");
    }

    @Test
    void findsLinksInEveryForm() {
        MarkdownPage page = page("""
                | a |
                |---|
                | [x](a.md#b) ![y](c.svg) |

                <picture><source srcset="d.svg"><img src="e.svg"></picture>

                [ref][r] and `[no](link)`

                [r]: f.md
                """);
        assertThat(page.links())
                .extracting(MarkdownPage.Link::target)
                .containsExactly("a.md#b", "c.svg", "d.svg", "e.svg", "f.md");
    }

    @Test
    void namesAnchorsAsGitHubDoes() {
        assertThat(page("# `session.query()`, and *more*\n\n## It's 100 %\n\n## A\n\n## A\n\n<a id=\"b\"></a>\n")
                        .anchors())
                .containsExactly("sessionquery-and-more", "its-100-", "a", "a-1", "b");
    }
}
