package dev.wsman.kafka.internal.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a WQL query. The parts of a query other than {@code select … from … where …}, such as {@code associators
 * of}, are not known.
 *
 * @param text the query
 */
public record WqlQuery(String text) {
    private static final Pattern SELECT = Pattern.compile(
            "(\\s*select\\s+([\\w.*,\\s]+?)\\s+from\\s+(\\w+))(?:\\s+where\\b(.*))?\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final int HEAD = 1;
    private static final int PROPERTIES = 2;
    private static final int CLASS = 3;
    private static final int CONDITION = 4;

    private Optional<Matcher> select() {
        return Optional.of(SELECT.matcher(text)).filter(Matcher::matches);
    }

    /** Returns the class that a select query names. */
    public Optional<String> className() {
        return select().map(parts -> parts.group(CLASS));
    }

    /** Returns the properties that a select query names; empty if it selects all of them, or is another query. */
    public Optional<List<String>> properties() {
        return select().map(parts -> parts.group(PROPERTIES).strip())
                .filter(list -> !list.equals("*"))
                .map(list -> Arrays.stream(list.split(",")).map(String::strip).toList());
    }

    /** Returns whether the query names properties and this one, in any case, is not among them. */
    public boolean leavesOut(String property) {
        return properties().isPresent() && properties().get().stream().noneMatch(property::equalsIgnoreCase);
    }

    /**
     * Returns the query with a further condition.
     *
     * @return the query itself if it is not a select query
     */
    public WqlQuery and(String condition) {
        return select().map(parts -> with(parts, condition)).orElse(this);
    }

    private static WqlQuery with(Matcher parts, String condition) {
        String own = parts.group(CONDITION);
        return new WqlQuery(parts.group(HEAD).strip() + " where "
                + (own == null || own.isBlank() ? "" : "(" + own.strip() + ") and ") + condition);
    }
}
