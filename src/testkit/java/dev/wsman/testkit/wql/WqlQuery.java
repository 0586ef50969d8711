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
 * A data query of WMI's query language (WQL): {@code SELECT * FROM Class} or {@code SELECT a, b FROM Class}. The
 * WHERE clause supports {@code = <> != < > <= >=}, LIKE, IS NULL, IS NOT NULL, ISA, AND, OR, NOT and parentheses
 * (MicrosoftDocs/win32, desktop-src/WmiSdk/wql-operators.md).
 *
 * <pre>
 * SELECT Name, State FROM Win32_Service WHERE StartMode = 'Auto' AND NOT State = 'Running'
 * </pre>
 *
 * <p>Keywords, names and texts compare without regard to case. A constant is converted to the type of the property.
 * Numbers, including uint64, compare by value; datetimes compare by instant, and their constants may be the 25
 * characters of CIM or have a form of XML Schema; references compare as object paths. A comparison with a NULL
 * property is false for every operator; {@code = NULL} and {@code <> NULL} mean IS NULL and IS NOT NULL. A dot
 * selects a property of an embedded instance. Immutable.
 */
public final class WqlQuery {
    private final String className;
    private final List<String> projection;
    private final Optional<WqlCondition> condition;
    private final ClassHierarchy hierarchy;

    private WqlQuery(
            String className, List<String> projection, Optional<WqlCondition> condition, ClassHierarchy hierarchy) {
        this.className = className;
        this.projection = List.copyOf(projection);
        this.condition = condition;
        this.hierarchy = hierarchy;
    }

    /**
     * Parses a query. For {@code ASSOCIATORS OF} and {@code REFERENCES OF} see {@link AssociatorsQuery}.
     *
     * @throws WqlSyntaxException if the text is not such a query
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

    /** The class after FROM, as the query has it. */
    public String className() {
        return className;
    }

    /** The properties between SELECT and FROM, as the query has them; empty for {@code *}. */
    public List<String> projection() {
        return projection;
    }

    /** Whether the query selects properties rather than whole instances. */
    public boolean isProjection() {
        return !projection.isEmpty();
    }

    /** Returns the same query with a class hierarchy for ISA. Without one, ISA is true only for the class itself. */
    public WqlQuery with(ClassHierarchy classes) {
        return new WqlQuery(className, projection, condition, classes);
    }

    /**
     * Checks the query against a class before any instance is read.
     *
     * @throws WqlPropertyException if it names a property that the class does not have
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
     * Whether an instance satisfies the WHERE clause. True if there is none. The class of the instance is not
     * compared with the class of the query.
     *
     * @throws WqlPropertyException if the instance does not have a property that the result depends on, or has a
     *     value that cannot be compared
     */
    public boolean matches(CimInstance instance) {
        return condition.map(where -> where.holds(instance, hierarchy)).orElse(true);
    }

    /**
     * Returns the instances that match, reduced to the projection in the order of the query. The stream is lazy.
     *
     * @throws WqlPropertyException when the stream is read, for the reasons of {@link #matches}, or if a selected
     *     property is absent
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
