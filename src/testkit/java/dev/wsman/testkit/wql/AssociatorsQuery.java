package dev.wsman.testkit.wql;

import dev.wsman.testkit.model.CimReference;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The association queries of WQL (MicrosoftDocs/win32, desktop-src/WmiSdk/associators-of-statement.md and
 * references-of-statement.md). {@code ASSOCIATORS OF} selects the instances that are associated with a source, and
 * {@code REFERENCES OF} the associations themselves. The conditions after WHERE have no AND between them:
 *
 * <pre>
 * ASSOCIATORS OF {Win32_Service.Name='Spooler'} WHERE AssocClass = CIM_ServiceProcess ResultRole = Process
 * REFERENCES OF {Win32_Service.Name='Spooler'} WHERE ResultClass = CIM_ServiceProcess Role = Service
 * </pre>
 *
 * <p>ASSOCIATORS OF accepts AssocClass, ResultClass, Role and ResultRole; REFERENCES OF accepts ResultClass and Role.
 * Conditions on classes and qualifiers (ClassDefsOnly, SchemaOnly, KeysOnly, RequiredQualifier,
 * RequiredAssocQualifier) are rejected.
 *
 * @param associations whether the associations are selected (REFERENCES OF)
 * @param source the instance whose associations are followed
 * @param associationClass the class of the association, which is the ResultClass of REFERENCES OF; empty for any
 * @param resultClass the class of the result; empty for any and for REFERENCES OF
 * @param role the reference property that points to the source; empty for any
 * @param resultRole the reference property that points to the result; empty for any
 */
public record AssociatorsQuery(
        boolean associations,
        CimReference source,
        Optional<String> associationClass,
        Optional<String> resultClass,
        Optional<String> role,
        Optional<String> resultRole) {

    /** Whether a text starts like one of the two statements. It may still have errors. */
    public static boolean isAssociatorsQuery(String query) {
        String start = query.stripLeading().toUpperCase(Locale.ROOT);
        return start.startsWith("ASSOCIATORS") || start.startsWith("REFERENCES");
    }

    /**
     * Parses a query.
     *
     * @throws WqlSyntaxException if the text is neither of the two statements
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
