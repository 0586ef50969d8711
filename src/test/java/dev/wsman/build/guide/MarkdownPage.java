package dev.wsman.build.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** A page of Markdown: its code blocks, links and anchors. */
public final class MarkdownPage {
    private static final Pattern MARKER = Pattern.compile("<!--\\s*(.*?)\\s*-->", Pattern.DOTALL);
    private static final Pattern HTML_LINK = Pattern.compile("\\b(?:href|src|srcset)=\"([^\" ]+)\"");
    private static final Pattern HTML_ANCHOR = Pattern.compile("\\bid=\"([^\"]+)\"");
    private static final Pattern FRONT_MATTER = Pattern.compile("\\A---\n.*?\n---\n", Pattern.DOTALL);

    private final Path path;
    private final List<CodeBlock> blocks = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final Set<String> anchors = new LinkedHashSet<>();
    private final List<Integer> indented = new ArrayList<>();

    /** The target of a link or image, as written, and its line. */
    public record Link(String target, int line) {}

    private MarkdownPage(Path path) {
        this.path = path;
    }

    /** Reads a page. */
    public static MarkdownPage read(Path path) {
        try {
            return parse(path, Files.readString(path));
        } catch (IOException e) {
            throw new AssertionError("cannot read " + path, e);
        }
    }

    /** Parses the text of a page. */
    static MarkdownPage parse(Path path, String text) {
        MarkdownPage page = new MarkdownPage(path);
        Matcher matter = FRONT_MATTER.matcher(text);
        String body = matter.find() ? matter.group().replaceAll("[^\n]", "") + text.substring(matter.end()) : text;
        Node document = Parser.builder()
                .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
                .build()
                .parse(body);
        document.accept(page.new Reader());
        return page;
    }

    /** Returns the path of the file, relative to the project, with slashes. */
    public String path() {
        return path.toString().replace('\\', '/');
    }

    /** Returns the name of the file, such as {@code errors.md}. */
    public String fileName() {
        return path.getFileName().toString();
    }

    /** Returns the name of the file without its extension. */
    public String name() {
        return fileName().replace(".md", "");
    }

    /** Returns the folder of the file, which may be empty. */
    public Path folder() {
        return path.getParent() == null ? Path.of("") : path.getParent();
    }

    /** Returns the fenced code blocks in their order. */
    public List<CodeBlock> blocks() {
        return blocks;
    }

    /** Returns the links and images, those of embedded HTML too. */
    public List<Link> links() {
        return links;
    }

    /** Returns the anchors of the headings, as GitHub names them, and the ids of embedded HTML. */
    public Set<String> anchors() {
        return anchors;
    }

    /** Returns the lines at which an indented code block starts. Such a block has no language. */
    public List<Integer> indentedBlocks() {
        return indented;
    }

    /** Returns the anchor that GitHub gives to the first heading with this text. */
    static String anchor(String heading) {
        return heading.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{N}\\p{Pc} -]", "")
                .replace(' ', '-');
    }

    private final class Reader extends AbstractVisitor {
        private final Map<String, Integer> headings = new HashMap<>();

        @Override
        public void visit(FencedCodeBlock block) {
            String language = block.getInfo().strip();
            blocks.add(new CodeBlock(MarkdownPage.this, line(block) + 1, language, block.getLiteral(), markers(block)));
        }

        @Override
        public void visit(IndentedCodeBlock block) {
            indented.add(line(block));
        }

        @Override
        public void visit(Heading heading) {
            String anchor = anchor(textOf(heading));
            int before = headings.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
            visitChildren(heading);
        }

        @Override
        public void visit(org.commonmark.node.Link link) {
            links.add(new Link(link.getDestination(), line(link)));
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            links.add(new Link(image.getDestination(), line(image)));
        }

        @Override
        public void visit(HtmlBlock html) {
            html(html.getLiteral(), line(html));
        }

        @Override
        public void visit(HtmlInline html) {
            html(html.getLiteral(), line(html));
        }

        private void html(String text, int line) {
            HTML_LINK.matcher(text).results().forEach(found -> links.add(new Link(found.group(1), line)));
            HTML_ANCHOR.matcher(text).results().forEach(found -> anchors.add(found.group(1)));
        }

        private static int line(Node node) {
            Node placed = node;
            while (placed.getSourceSpans().isEmpty() && placed.getParent() != null) {
                placed = placed.getParent();
            }
            return placed.getSourceSpans().get(0).getLineIndex() + 1;
        }

        private static List<String> markers(Node block) {
            List<String> markers = new ArrayList<>();
            Node before = block.getPrevious();
            while (before instanceof HtmlBlock html) {
                MARKER.matcher(html.getLiteral()).results().forEach(found -> markers.add(found.group(1)));
                before = before.getPrevious();
            }
            return markers;
        }

        private static String textOf(Node heading) {
            StringBuilder text = new StringBuilder();
            heading.accept(new AbstractVisitor() {
                @Override
                public void visit(Text part) {
                    text.append(part.getLiteral());
                }

                @Override
                public void visit(Code part) {
                    text.append(part.getLiteral());
                }
            });
            return text.toString();
        }
    }

    @Override
    public String toString() {
        return path();
    }
}
