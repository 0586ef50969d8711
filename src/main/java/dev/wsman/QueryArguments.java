package dev.wsman;

import dev.wsman.internal.protocol.CimNamespace;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks the arguments of {@code Session.query}, so that the usual slips fail before a request is sent. */
final class QueryArguments {
    /** All classes of the namespace root/cimv2 of Windows. */
    static final ResourceLocator CIMV2 = ResourceLocator.of("wmicimv2/*");

    /** The statements of WQL, which also has queries of associations. */
    private static final Set<String> STATEMENTS = Set.of("select", "associators", "references");

    private static final Pattern FIRST_WORD = Pattern.compile("\\s*([A-Za-z]+)\\b.*", Pattern.DOTALL);
    private static final Pattern CLASS_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private QueryArguments() {}

    /**
     * Returns the filter of a query.
     *
     * @throws IllegalArgumentException if the text is blank, or does not begin with a statement of WQL
     */
    static Filter wql(String wql) {
        String text = Arguments.text(wql, "wql");
        Matcher words = FIRST_WORD.matcher(text);
        if (words.matches() && STATEMENTS.contains(words.group(1).toLowerCase(Locale.ROOT))) {
            return Filter.wql(text);
        }
        throw new IllegalArgumentException("wql: " + reason(text.strip()));
    }

    private static String reason(String text) {
        if (CLASS_NAME.matcher(text).matches()) {
            return "\"" + text + "\" is a class and not a query; write \"select * from " + text + "\"";
        }
        return text.contains("/") && text.chars().noneMatch(Character::isWhitespace)
                ? "\"" + text + "\" is a resource and not a query; use enumerate(ResourceLocator.of(\"" + text + "\"))"
                : "a query begins with select, associators of or references of, and not with \"" + beginning(text)
                        + "\"";
    }

    private static String beginning(String text) {
        return text.split("\\s", 2)[0];
    }

    /**
     * Returns the locator of a namespace.
     *
     * @throws IllegalArgumentException if Windows would reject the query: the URI is in its WMI tree, and does not end
     *     with {@code /*} or comes with selectors
     */
    static ResourceLocator namespace(ResourceLocator namespace) {
        String uri = Arguments.present(namespace, "namespace").resourceUri();
        if (!CimNamespace.isInUri(uri)) {
            return namespace;
        }
        if (!uri.endsWith("/*")) {
            throw new IllegalArgumentException("namespace: \"" + uri + "\" does not end with \"/*\"; if it names a"
                    + " namespace, append that: \"" + LocatorText.aliased(uri) + "/*\"; if it names a class, replace"
                    + " its last part: \"" + LocatorText.aliased(parent(uri)) + "/*\"");
        }
        if (!namespace.selectors().isEmpty()) {
            throw new IllegalArgumentException("namespace: Windows rejects a query with selectors, and \"" + uri
                    + "\" has some; the URI itself names the namespace");
        }
        return namespace;
    }

    private static String parent(String uri) {
        return uri.substring(0, uri.lastIndexOf('/'));
    }
}
