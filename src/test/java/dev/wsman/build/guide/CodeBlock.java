package dev.wsman.build.guide;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced code block of a page.
 *
 * @param line the line of the page with the first line of the code
 * @param language the word after the fence; empty if there is none
 * @param markers the values of the comments before the block, such as {@code from: pom.xml}
 */
public record CodeBlock(MarkdownPage page, int line, String language, String text, List<String> markers) {
    private static final Pattern IMPORTS = Pattern.compile("\\A(?:\\s*import [\\w.* ]+;[^\\S\n]*(?://.*)?\n)+");
    private static final Pattern TYPE = Pattern.compile(
            "(?m)^public (?:(?:final|abstract|sealed|non-sealed) )*(?:class|record|interface|enum) (\\w+)");
    private static final Pattern BEFORE_TYPE =
            Pattern.compile("\\A(?:\\s|@\\w+(?:\\(.*\\))?|//.*\n|/\\*[\\s\\S]*?\\*/)*");

    /** What a block is, by its language, its first words and its markers. */
    public enum Kind {
        /** Part of a file in the repository, which some build compiles and runs. */
        EXCERPT,
        /** Checked by the test that the page names. */
        OTHER_TEST,
        /** A complete Java file, from its package declaration. */
        FILE,
        /** Java types without a package declaration. */
        TYPES,
        /** A module declaration. */
        MODULE,
        /** Java statements. */
        STATEMENTS,
        XML,
        /** Dependencies of Gradle. */
        GRADLE,
        /** Commands, output and other languages. */
        OTHER
    }

    /** Returns what the block is. */
    public Kind kind() {
        if (marker("from").isPresent()) {
            return Kind.EXCERPT;
        }
        if (marker("tested by").isPresent()) {
            return Kind.OTHER_TEST;
        }
        return switch (language) {
            case "java" -> javaKind();
            case "xml" -> Kind.XML;
            case "kotlin", "groovy" -> Kind.GRADLE;
            default -> Kind.OTHER;
        };
    }

    private Kind javaKind() {
        if (text.startsWith("package ")) {
            return Kind.FILE;
        }
        if (text.startsWith("module ") || text.startsWith("open module ")) {
            return Kind.MODULE;
        }
        return types().find() ? Kind.TYPES : Kind.STATEMENTS;
    }

    /**
     * Matches a public type at the beginning of the block, after imports, annotations and comments. Other types are
     * local to the statements after them.
     */
    private Matcher types() {
        String body = withoutImports();
        Matcher before = BEFORE_TYPE.matcher(body);
        int start = before.find() ? before.end() : 0;
        return TYPE.matcher(body).region(start, Math.max(start, endOfLine(body, start)));
    }

    private static int endOfLine(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    /** Returns the value of a marker, if the block has it: {@code <!-- name: value -->} on the line before. */
    public Optional<String> marker(String name) {
        String start = name + ":";
        return markers.stream()
                .filter(marker -> marker.startsWith(start))
                .map(marker -> marker.substring(start.length()).strip())
                .findFirst();
    }

    /** Returns the imports at the beginning of the block on one line. */
    public String imports() {
        return IMPORTS.matcher(text)
                .results()
                .map(MatchResult::group)
                .findFirst()
                .map(found -> found.replaceAll("//.*", "").replaceAll("\\s+", " "))
                .orElse("");
    }

    /** Returns the code with an empty line for each import at its beginning, so that line numbers stay. */
    public String withoutImports() {
        Matcher imports = IMPORTS.matcher(text);
        return imports.find() ? imports.group().replaceAll("[^\n]", "") + text.substring(imports.end()) : text;
    }

    /** Returns where a line of the code is: {@code docs/errors.md:42}. The first line is 1. */
    public String place(long lineOfCode) {
        return page.path() + ":" + (line + lineOfCode - 1);
    }

    @Override
    public String toString() {
        return place(1) + " " + language;
    }
}
