package dev.wsman.testkit.wql;

import dev.wsman.testkit.model.CimReference;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The other two statements of WQL: {@code ASSOCIATORS OF {Class.Key='value'}}, the instances on the far side of an
 * association, and {@code REFERENCES OF {…}}, the associations themselves. After WHERE stand pairs without AND:
 * {@code AssocClass = X ResultClass = Y Role = r ResultRole = s}; REFERENCES OF has ResultClass and Role only. What asks
 * for classes rather than instances (ClassDefsOnly, SchemaOnly, KeysOnly, RequiredQualifier) is refused.
 *
 * @param associations whether the association instances are asked for (REFERENCES OF)
 * @param source the instance at the near side
 * @param associationClass the association's class, for REFERENCES OF the ResultClass; empty for any
 * @param resultClass the class at the far side, empty for any and for REFERENCES OF
 * @param role the reference through which the source takes part, empty for any
 * @param resultRole the reference through which the result takes part, empty for any
 */
public record AssociatorsQuery(
        boolean associations,
        CimReference source,
        Optional<String> associationClass,
        Optional<String> resultClass,
        Optional<String> role,
        Optional<String> resultRole) {

    /** Whether a text starts as one of the two statements does; it may still have errors. */
    public static boolean isOne(String query) {
        String start = query.stripLeading().toUpperCase(Locale.ROOT);
        return start.startsWith("ASSOCIATORS") || start.startsWith("REFERENCES");
    }

    /**
     * Reads one.
     *
     * @throws WqlSyntaxException where the text is neither statement
     */
    public static AssociatorsQuery parse(String query) {
        int open = query.indexOf('{');
        int close = endOfPath(query, open);
        boolean associations = startsWithReferences(query, open);
        CimReference source = source(query, open, close);
        WqlParser parser = new WqlParser(query, WqlLexer.cut(query, close + 1));
        Map<String, String> conditions = parser.keyword("WHERE") ? conditions(parser, associations) : Map.of();
        parser.end("WHERE or the end of the query");
        return new AssociatorsQuery(
                associations,
                source,
                Optional.ofNullable(conditions.get(associations ? "ResultClass" : "AssocClass")),
                Optional.ofNullable(associations ? null : conditions.get("ResultClass")),
                Optional.ofNullable(conditions.get("Role")),
                Optional.ofNullable(conditions.get("ResultRole")));
    }

    private static int endOfPath(String query, int open) {
        if (open < 0) {
            throw new WqlSyntaxException(query, query.length(), "{ and an object path");
        }
        char quote = 0;
        for (int i = open; i < query.length(); i++) {
            char current = query.charAt(i);
            if (quote != 0 && current == '\\') {
                i++;
            } else if (quote == 0 && current == '}') {
                return i;
            } else if (current == quote) {
                quote = 0;
            } else if (quote == 0 && (current == '\'' || current == '"')) {
                quote = current;
            }
        }
        throw new WqlSyntaxException(query, query.length(), "}");
    }

    private static boolean startsWithReferences(String query, int open) {
        WqlParser parser = new WqlParser(query, WqlLexer.cut(query.substring(0, open)));
        boolean references = parser.keyword("REFERENCES");
        parser.require(references || parser.keyword("ASSOCIATORS"), "ASSOCIATORS OF or REFERENCES OF");
        parser.require(parser.keyword("OF"), "OF");
        parser.end("{");
        return references;
    }

    private static CimReference source(String query, int open, int close) {
        try {
            return CimReference.parse(query.substring(open + 1, close));
        } catch (IllegalArgumentException bad) {
            throw new WqlSyntaxException(query, open + 1, "an object path as Class.Key='value'");
        }
    }

    private static Map<String, String> conditions(WqlParser parser, boolean associations) {
        List<String> allowed = associations
                ? List.of("ResultClass", "Role")
                : List.of("AssocClass", "ResultClass", "Role", "ResultRole");
        Map<String, String> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        do {
            String name = parser.current().text();
            boolean known = allowed.stream().anyMatch(name::equalsIgnoreCase);
            parser.require(known && !found.containsKey(name), "one of " + allowed + ", each once");
            parser.name("a name");
            parser.require(parser.symbol("="), "=");
            found.put(name, parser.name("a name"));
        } while (parser.current().kind() != WqlToken.TokenKind.END);
        return found;
    }
}
