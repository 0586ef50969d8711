package dev.wsman.codegen.java;

import com.palantir.javapoet.CodeBlock;
import dev.wsman.codegen.model.CimElement;
import java.util.ArrayList;
import java.util.List;

/**
 * A Javadoc comment with text of declarations. Escapes tags, markup, ends of comments and Unicode escapes in that text.
 */
final class JavadocText {
    private final List<String> paragraphs = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();

    /** Adds text of a declaration, one paragraph for each of its lines. */
    JavadocText text(String text) {
        text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(JavadocText::escape)
                .forEach(paragraphs::add);
        return this;
    }

    /** Adds a paragraph of trusted text, which may contain markup. */
    JavadocText paragraph(String markup) {
        paragraphs.add(markup);
        return this;
    }

    JavadocText tag(String tag, String text) {
        tags.add(tag + " " + escape(text.replaceAll("\\s+", " ").strip()));
        return this;
    }

    /** Adds units, limits and a replacement, if the declaration has them. */
    JavadocText facts(CimElement element) {
        List<String> facts = new ArrayList<>();
        fact(element, "PUnit", "Unit", facts);
        fact(element, "Units", "Units", facts);
        fact(element, "MinValue", "Minimum", facts);
        fact(element, "MaxValue", "Maximum", facts);
        fact(element, "MinLen", "Minimum length", facts);
        fact(element, "MaxLen", "Maximum length", facts);
        if (!facts.isEmpty()) {
            paragraphs.add(String.join("; ", facts) + ".");
        }
        if (isDeprecated(element)) {
            List<String> instead = element.texts("Deprecated").stream()
                    .filter(text -> !text.equalsIgnoreCase("No value") && !text.isBlank())
                    .toList();
            tag("@deprecated", instead.isEmpty() ? "without a replacement" : "use " + String.join(", ", instead));
        }
        return this;
    }

    static boolean isDeprecated(CimElement element) {
        return element.qualifier("Deprecated").isPresent();
    }

    private static void fact(CimElement element, String qualifier, String title, List<String> facts) {
        element.text(qualifier)
                .filter(text -> !text.isBlank())
                .ifPresent(text -> facts.add(
                        title + ": " + escape(text.replaceAll("\\s+", " ").strip())));
    }

    /**
     * Returns the comment for JavaPoet.
     *
     * @param depth the nesting depth of the commented element, by which lines are indented
     */
    CodeBlock block(int depth) {
        return CodeBlock.of("$L", String.join("\n", lines(SourceText.WIDTH - 4 * depth - 3)));
    }

    List<String> lines(int width) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < paragraphs.size(); i++) {
            if (i > 0) {
                lines.add("");
            }
            wrap(i > 0 ? "<p>" + paragraphs.get(i) : paragraphs.get(i), width, "", lines);
        }
        if (!tags.isEmpty() && !lines.isEmpty()) {
            lines.add("");
        }
        tags.forEach(tag -> wrap(tag, width, "    ", lines));
        return lines;
    }

    private static void wrap(String text, int width, String indent, List<String> lines) {
        String line = "";
        for (String word : text.split(" +")) {
            if (!line.isBlank() && line.length() + 1 + word.length() > width) {
                lines.add(line);
                line = indent + word;
            } else {
                line = line.isEmpty() ? word : line + " " + word;
            }
        }
        lines.add(line);
    }

    static String escape(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '@', '{', '}', '\\' -> safe.append("&#").append(c).append(';');
                case '\t' -> safe.append(' ');
                default -> {
                    if (c >= ' ' && c < 0x7F) {
                        boolean endsComment = c == '/' && !safe.isEmpty() && safe.charAt(safe.length() - 1) == '*';
                        safe.append(endsComment ? "&#47;" : Character.toString(c));
                    } else if (c >= 0xA0 && !Character.isISOControl(c)) {
                        safe.append("&#").append(c).append(';');
                    }
                }
            }
        });
        return safe.toString();
    }
}
