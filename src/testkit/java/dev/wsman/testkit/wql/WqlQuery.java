package dev.wsman.testkit.wql;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.model.PropertyDeclaration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A data query of WMI's query language (WQL): {@code SELECT * FROM Class} or {@code SELECT a, b FROM Class}, with a
 * WHERE of {@code = <> != < > <= >=}, LIKE, IS NULL, IS NOT NULL, ISA, AND, OR, NOT and parentheses.
 *
 * <p>Keywords, names and texts compare without regard to case. A constant is converted to the type of the property it
 * is compared with: numbers compare by value (uint64 included), datetimes by instant, whether given as the 25
 * characters of CIM or in the form of XML Schema, references as object paths. A comparison with a property that is NULL
 * does not hold, whatever the operator; {@code = NULL} and {@code <> NULL} mean IS NULL and IS NOT NULL. A property of
 * an embedded instance is reached with a dot. Immutable.
 */
public final class WqlQuery {
    private final String className;
    private final List<String> projection;
    private final Optional<WqlCondition> condition;
    private final ClassHierarchy tree;

    private WqlQuery(String className, List<String> projection, Optional<WqlCondition> condition, ClassHierarchy tree) {
        this.className = className;
        this.projection = List.copyOf(projection);
        this.condition = condition;
        this.tree = tree;
    }

    /**
     * Reads a query. {@code ASSOCIATORS OF} and {@code REFERENCES OF} are {@link AssociatorsQuery}.
     *
     * @throws WqlSyntaxException where the text is not such a query
     */
    public static WqlQuery parse(String query) {
        WqlParser parser = new WqlParser(query);
        parser.require(parser.keyword("SELECT"), "SELECT");
        List<String> projection = parser.projection();
        parser.require(parser.keyword("FROM"), projection.isEmpty() ? "FROM" : "FROM or a comma");
        String className = parser.name("a class's name");
        Optional<WqlCondition> condition = parser.where();
        parser.end(condition.isEmpty() ? "WHERE or the end of the query" : "AND, OR or the end of the query");
        return new WqlQuery(className, projection, condition, ClassHierarchy.flat());
    }

    /** The class after FROM, as the query spells it. */
    public String className() {
        return className;
    }

    /** The properties between SELECT and FROM, as the query spells them; empty for {@code *}. */
    public List<String> projection() {
        return projection;
    }

    /** Whether the query asks for some properties rather than for whole instances. */
    public boolean isProjection() {
        return !projection.isEmpty();
    }

    /** The same query with another notion of ISA; without one, a class is only itself. */
    public WqlQuery with(ClassHierarchy classes) {
        return new WqlQuery(className, projection, condition, classes);
    }

    /**
     * Checks the query against a class before any instance is read.
     *
     * @throws WqlPropertyException where it names a property that the class does not have, or compares an array
     */
    public void check(ManagedClass target) {
        projection.forEach(name -> declared(target, name));
        condition.ifPresent(where -> where.properties(path -> declared(target, path.first())));
    }

    private static void declared(ManagedClass target, String name) {
        if (!name.equalsIgnoreCase(PropertyPath.CLASS)
                && target.properties().stream().map(PropertyDeclaration::name).noneMatch(name::equalsIgnoreCase)) {
            throw WqlPropertyException.unknown(target.name(), name);
        }
    }

    /**
     * Whether an instance satisfies the WHERE; always where there is none. The class of the instance is not looked at.
     *
     * @throws WqlPropertyException where the instance does not have a property that decides, or cannot be compared so
     */
    public boolean matches(CimInstance instance) {
        return condition.map(where -> where.holds(instance, tree)).orElse(true);
    }

    /**
     * The instances that match, cut down to the projection in the query's order; lazily, one by one.
     *
     * @throws WqlPropertyException from the stream, as {@link #matches} does, and for a projected property that is absent
     */
    public Stream<CimInstance> select(Stream<CimInstance> instances) {
        Stream<CimInstance> matching = instances.filter(this::matches);
        return isProjection() ? matching.map(this::project) : matching;
    }

    private CimInstance project(CimInstance instance) {
        Map<String, Object> kept = new LinkedHashMap<>();
        for (String name : projection) {
            String spelled = instance.propertyName(name).orElse(name);
            kept.put(spelled, new PropertyPath(List.of(name)).read(instance));
        }
        return CimInstance.of(instance.className(), kept);
    }
}
