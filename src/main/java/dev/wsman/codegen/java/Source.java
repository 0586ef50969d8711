package dev.wsman.codegen.java;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Java file as it is written: indented by four, at most 120 columns, importing what it uses. */
final class Source {
    static final int WIDTH = 120;
    private static final Pattern WORD = Pattern.compile("\\b[A-Z]\\w*\\b");
    // possessive, so that a text may have any length
    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]++|\\\\.)*+\"");
    private static final Map<String, String> IMPORTS = Map.ofEntries(
            Map.entry("BigInteger", "java.math"),
            Map.entry("Duration", "java.time"),
            Map.entry("OffsetDateTime", "java.time"),
            Map.entry("List", "java.util"),
            Map.entry("Optional", "java.util"),
            Map.entry("OptionalDouble", "java.util"),
            Map.entry("OptionalInt", "java.util"),
            Map.entry("OptionalLong", "java.util"),
            Map.entry("Instance", "dev.wsman"),
            Map.entry("ResourceLocator", "dev.wsman"),
            Map.entry("Session", "dev.wsman"),
            Map.entry("ViewFactory", "dev.wsman"),
            Map.entry("CimEnum", "dev.wsman.cim"),
            Map.entry("CimInput", "dev.wsman.cim"),
            Map.entry("CimObject", "dev.wsman.cim"),
            Map.entry("CimType", "dev.wsman.cim"),
            Map.entry("CimValues", "dev.wsman.cim"),
            Map.entry("Ref", "dev.wsman.cim"));

    private final StringBuilder body = new StringBuilder();
    private final Set<String> imports = new TreeSet<>();
    private int depth;

    /** A line of code; what it names is imported. */
    Source line(String code) {
        use(code);
        body.append("    ".repeat(depth)).append(code).append('\n');
        return this;
    }

    Source blank() {
        body.append('\n');
        return this;
    }

    /** A line that ends in a brace, and what follows is within it. */
    Source open(String code) {
        line(code);
        depth++;
        return this;
    }

    Source close() {
        depth--;
        return line("}");
    }

    /** {@code head(a, b) tail}, on one line where it fits, else with an item a line. */
    Source list(String head, List<String> items, String tail) {
        String one = head + "(" + String.join(", ", items) + ")" + tail;
        boolean broken = one.contains("\n");
        if (items.isEmpty() || !broken && 4 * depth + one.length() <= WIDTH) {
            return line(one);
        }
        line(head + "(");
        depth += 2;
        for (int i = 0; i < items.size(); i++) {
            String item = items.get(i) + (i < items.size() - 1 ? "," : ")" + tail);
            item.lines().forEach(this::line);
        }
        depth -= 2;
        return this;
    }

    Source openList(String head, List<String> items, String tail) {
        list(head, items, tail);
        depth++;
        return this;
    }

    /** {@code return expression;}, broken within its parentheses where it does not fit. */
    Source returns(String expression) {
        String one = "return " + expression + ";";
        int comma = expression.indexOf(", ");
        int inner = expression.indexOf(".of(");
        if (4 * depth + one.length() <= WIDTH || comma < 0 && inner < 0) {
            return line(one);
        }
        int end = inner > 0 ? inner + 4 : comma + 1;
        line("return " + expression.substring(0, end));
        body.append("        ");
        return line(expression.substring(end).strip() + ";");
    }

    Source javadoc(Javadoc doc) {
        List<String> lines = doc.lines(WIDTH - 4 * depth - 3);
        String indent = "    ".repeat(depth);
        if (lines.size() == 1 && indent.length() + lines.get(0).length() + 8 <= WIDTH) {
            body.append(indent).append("/** ").append(lines.get(0)).append(" */\n");
            return this;
        }
        body.append(indent).append("/**\n");
        lines.forEach(line -> body.append(indent)
                .append(line.isEmpty() ? " *" : " * ")
                .append(line)
                .append('\n'));
        body.append(indent).append(" */\n");
        return this;
    }

    String file(String packageName) {
        StringBuilder file = new StringBuilder("package ").append(packageName).append(";\n\n");
        imports.forEach(name -> file.append("import ").append(name).append(";\n"));
        return file.append(imports.isEmpty() ? "" : "\n").append(body).toString();
    }

    private void use(String code) {
        // what stands in quotes names nothing
        Matcher words = WORD.matcher(QUOTED.matcher(code).replaceAll(""));
        while (words.find()) {
            String home = IMPORTS.get(words.group());
            if (home != null) {
                imports.add(home + "." + words.group());
            }
        }
    }

    /** Whether a class file can hold the text as one constant (JVMS 4.4.7). */
    static boolean fitsLiteral(String text) {
        long octets = text.chars()
                .map(c -> c > 0x7FF ? 3 : c > 0x7F || c == 0 ? 2 : 1)
                .asLongStream()
                .sum();
        return octets <= 0xFFFF;
    }

    /** A Java string literal. */
    static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"', '\\' -> literal.append('\\').append(c);
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default ->
                    literal.append(
                            c >= ' ' && c < 0x7F ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return literal.append('"').toString();
    }
}
