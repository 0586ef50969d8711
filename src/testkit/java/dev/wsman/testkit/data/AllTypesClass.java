package dev.wsman.testkit.data;

import dev.wsman.testkit.model.CimFacets;
import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.DataType;
import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.model.MethodDeclaration;
import dev.wsman.testkit.model.MethodResult;
import dev.wsman.testkit.model.ModelException;
import dev.wsman.testkit.model.ParameterDeclaration;
import dev.wsman.testkit.model.PropertyDeclaration;
import dev.wsman.testkit.model.UnsupportedActionException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The class Lab_AllTypes. It has one property of each CIM type and one array of each, such as {@code Uint64Value} and
 * {@code Uint64Array}, an interval next to the datetime, and instances with values that are difficult for clients.
 *
 * <p>The key Id is a text. The instances at the start are {@code many}, {@code one} and {@code empty} (after the
 * length of their arrays), {@code null} (all other properties are NULL), {@code least} and {@code greatest} (the
 * limits of each type) and {@code texts} (markup, leading and trailing white space, line ends, characters outside the
 * basic plane). Create, Put and Delete change them in memory. Put replaces an instance: properties that the content
 * omits become NULL.
 *
 * <p>The static methods are Echo, which returns its parameters, Sum(uint32 Numbers[]), which returns Total (uint64),
 * Fail(uint32 Code), which returns Code as its ReturnValue (1 by default), and Throw(string Message), which causes an
 * INTERNAL_ERROR with that message. SetText(string Text) changes StringValue of an instance and returns the previous
 * value as Previous.
 */
public final class AllTypesClass extends DeclaredManagedClass {
    static final String INTERVAL = "Interval";

    private static final ClassDeclaration ALL_TYPES =
            new ClassDeclaration("Lab_AllTypes", Optional.empty(), declared());
    private static final Map<String, ClassDeclaration> METHODS = Map.of(
            "Sum", ClassDeclaration.parameters("Sum", "uint32 Numbers[]"),
            "Fail", ClassDeclaration.parameters("Fail", "uint32 Code"),
            "Throw", ClassDeclaration.parameters("Throw", "string Message"),
            "SetText", ClassDeclaration.parameters("SetText", "string Text"));

    private static final List<MethodDeclaration> DECLARED = List.of(
            MethodDeclaration.of("Echo", echoed()).asStatic(),
            MethodDeclaration.of(
                            "Sum",
                            ParameterDeclaration.in(
                                    METHODS.get("Sum").properties().get(0)),
                            ParameterDeclaration.out(PropertyDeclaration.of("Total", DataType.UINT64)))
                    .asStatic(),
            MethodDeclaration.of(
                            "Fail",
                            ParameterDeclaration.in(
                                    METHODS.get("Fail").properties().get(0)))
                    .asStatic(),
            MethodDeclaration.of(
                            "Throw",
                            ParameterDeclaration.in(
                                    METHODS.get("Throw").properties().get(0)))
                    .asStatic(),
            MethodDeclaration.of(
                    "SetText",
                    ParameterDeclaration.in(METHODS.get("SetText").properties().get(0)),
                    ParameterDeclaration.out(PropertyDeclaration.of("Previous", DataType.STRING))));

    private final Map<String, CimInstance> instances = new LinkedHashMap<>();

    private AllTypesClass() {
        super(ALL_TYPES);
        AllTypesValues.byId()
                .forEach((id, values) -> instances.put(key(id), declaration().instance(values)));
    }

    /** Creates a class that shares no state with others. */
    public static ManagedClass create() {
        return new AllTypesClass();
    }

    private static List<PropertyDeclaration> declared() {
        List<PropertyDeclaration> properties = new ArrayList<>();
        properties.add(PropertyDeclaration.of("Id", DataType.STRING).asKey());
        for (DataType type : DataType.values()) {
            addBoth(properties, propertyPrefix(type), type);
        }
        addBoth(properties, INTERVAL, DataType.DATETIME);
        return List.copyOf(properties);
    }

    private static void addBoth(List<PropertyDeclaration> properties, String prefix, DataType type) {
        properties.add(PropertyDeclaration.of(prefix + "Value", type).asWritable());
        properties.add(PropertyDeclaration.of(prefix + "Array", type).asArray().asWritable());
    }

    /** The parameters of Echo: all properties, although Echo accepts anything. */
    private static ParameterDeclaration[] echoed() {
        return ALL_TYPES.properties().stream()
                .filter(property -> !property.key())
                .map(property -> new ParameterDeclaration(property, true, true, facetsOf(property.name())))
                .toArray(ParameterDeclaration[]::new);
    }

    private static CimFacets facetsOf(String property) {
        return property.startsWith("Reference") ? CimFacets.ofTarget("Lab_AllTypes") : CimFacets.NONE;
    }

    @Override
    public CimFacets facets(String property) {
        return facetsOf(property);
    }

    /** The start of the names of both properties of a type, such as {@code Uint8} or {@code EmbeddedInstance}. */
    static String propertyPrefix(DataType type) {
        StringBuilder name = new StringBuilder();
        for (String word : type.name().toLowerCase(Locale.ROOT).split("_")) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return name.toString();
    }

    @Override
    public Stream<CimInstance> instances() {
        synchronized (instances) {
            return List.copyOf(instances.values()).stream();
        }
    }

    @Override
    public CimInstance create(Map<String, String> keys, CimInstance content) {
        Map<String, Object> sent = declaration().read(content, ModelException.Reason.INVALID_VALUES);
        String id = keys.isEmpty()
                ? (String) sent.get("Id")
                : declaration().selectors(keys).get("Id");
        if (id == null) {
            throw new ModelException(
                    ModelException.Reason.MISSING_VALUES, "Lab_AllTypes needs an Id, in the content or as a selector");
        }
        CimInstance made = replacement(id, sent);
        synchronized (instances) {
            if (instances.putIfAbsent(key(id), made) != null) {
                throw new ModelException(
                        ModelException.Reason.ALREADY_EXISTS, "there is a Lab_AllTypes with the Id " + id);
            }
        }
        return made;
    }

    @Override
    public CimInstance put(Map<String, String> keys, CimInstance content) {
        Map<String, Object> sent = declaration().read(content, ModelException.Reason.INVALID_VALUES);
        return change(keys, old -> replacement(old.value("Id").orElseThrow().toString(), sent));
    }

    private CimInstance replacement(String id, Map<String, Object> sent) {
        if (sent.get("Id") != null && !id.equalsIgnoreCase((String) sent.get("Id"))) {
            throw new ModelException(
                    ModelException.Reason.INVALID_VALUES, "Id is the key and cannot change from " + id);
        }
        sent.put("Id", id);
        return declaration().instance(sent);
    }

    private CimInstance change(Map<String, String> keys, UnaryOperator<CimInstance> change) {
        String key = key(declaration().selectors(keys).get("Id"));
        synchronized (instances) {
            return Optional.ofNullable(instances.computeIfPresent(key, (id, old) -> change.apply(old)))
                    .orElseThrow(() -> notFound(keys));
        }
    }

    @Override
    public void delete(Map<String, String> keys) {
        synchronized (instances) {
            if (instances.remove(key(declaration().selectors(keys).get("Id"))) == null) {
                throw notFound(keys);
            }
        }
    }

    @Override
    public List<String> methods() {
        return DECLARED.stream().map(MethodDeclaration::name).toList();
    }

    @Override
    public List<MethodDeclaration> methodDeclarations() {
        return DECLARED;
    }

    @Override
    public MethodResult invoke(String method, Map<String, String> keys, CimInstance input) {
        if (method.equals("Echo")) {
            return new MethodResult(0, input.properties());
        }
        if (!METHODS.containsKey(method)) {
            throw new UnsupportedActionException(name(), method);
        }
        Map<String, Object> sent = METHODS.get(method).read(input, ModelException.Reason.INVALID_PARAMETER);
        return switch (method) {
            case "Sum" -> new MethodResult(0, Map.of("Total", total(sent)));
            case "Fail" -> MethodResult.of(code(sent));
            case "Throw" -> throw new ModelException(ModelException.Reason.INTERNAL_ERROR, message(sent));
            default -> setText(keys, sent.get("Text"));
        };
    }

    private static BigInteger total(Map<String, Object> sent) {
        List<?> numbers = sent.get("Numbers") == null ? List.of() : (List<?>) sent.get("Numbers");
        return numbers.stream()
                .map(number -> new BigInteger(number.toString()))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static long code(Map<String, Object> sent) {
        long code = sent.get("Code") == null ? 1 : (Long) sent.get("Code");
        if (code == 0) {
            throw new ModelException(
                    ModelException.Reason.INVALID_PARAMETER, "Code must not be 0, because Fail does not succeed");
        }
        return code;
    }

    private static String message(Map<String, Object> sent) {
        return sent.get("Message") == null
                ? "the provider failed, as the caller requested"
                : (String) sent.get("Message");
    }

    private MethodResult setText(Map<String, String> keys, Object text) {
        Map<String, Object> out = new LinkedHashMap<>();
        change(keys, old -> {
            out.put("Previous", old.value("StringValue").orElse(null));
            return old.with("StringValue", text);
        });
        return new MethodResult(0, out);
    }

    private static String key(String id) {
        return id.toLowerCase(Locale.ROOT);
    }
}
