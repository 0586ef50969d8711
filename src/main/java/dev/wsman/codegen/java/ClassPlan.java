package dev.wsman.codegen.java;

import static dev.wsman.codegen.java.JavaTypes.CIM_OBJECT;

import com.palantir.javapoet.ClassName;
import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimDataType;
import dev.wsman.codegen.model.CimElement;
import dev.wsman.codegen.model.CimMethod;
import dev.wsman.codegen.model.CimName;
import dev.wsman.codegen.model.CimParameter;
import dev.wsman.codegen.model.CimProperty;
import dev.wsman.codegen.model.CimRepository;
import dev.wsman.codegen.model.DeclarationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The members of a generated class and their names. Members of the superclass are not repeated. If a subclass changes a
 * member in a way that Java cannot override (a property becomes a key, or its type or values differ), the changed
 * member gets another name. Names depend only on a class and its superclasses, so that other classes never change them.
 * A nested type may therefore have the same name as a class, which it then hides.
 */
final class ClassPlan {

    /**
     * The accessors of a property.
     *
     * @param constants the name of the nested enum; empty for none
     * @param covariant whether the accessor overrides that of the superclass with a narrower type
     * @param settable whether it has setters; false if those of the superclass fit
     */
    record PlannedProperty(
            CimProperty declared,
            JavaShape shape,
            String name,
            String constants,
            boolean covariant,
            boolean settable) {}

    /** A method and the names of the types that are nested for it; {@code input} is empty for none. */
    record PlannedMethod(CimMethod declared, String name, String input, String output) {}

    /** The names of the enums that are nested for a method: of its result and of each parameter; empty for none. */
    record MethodEnums(String result, List<String> parameters) {}

    /**
     * The maximum number of properties, methods and parameters that a class may declare. A class file holds 65,535
     * constants (JVMS 4.1), and each member needs up to 20. The largest classes of Windows have a few hundred members.
     */
    static final int MOST_MEMBERS = 3000;

    final CimClass declared;
    final Optional<ClassPlan> parent;
    final String javaName;
    final List<PlannedProperty> properties = new ArrayList<>();
    final List<PlannedMethod> methods = new ArrayList<>();
    /** The keys, including inherited ones, in the order of declaration. */
    final List<String> keys;

    private final Map<CimName, CimProperty> ownProperties;
    private final Map<CimName, CimMethod> ownMethods;
    private final Map<CimName, PlannedProperty> byProperty = new HashMap<>();
    private final Map<CimName, PlannedMethod> byMethod = new HashMap<>();
    private final Map<PlannedMethod, MethodEnums> enums = new HashMap<>();
    private final Set<String> nested = new HashSet<>();
    private final UniqueNames types;
    private final UniqueNames members;
    private final ClassNames classes;
    private final CimRepository repository;

    ClassPlan(CimClass declared, Optional<ClassPlan> parent, ClassNames classes, CimRepository repository) {
        requireFewMembers(declared);
        this.declared = declared;
        this.parent = parent;
        this.classes = classes;
        this.repository = repository;
        this.ownProperties =
                declared.properties().stream().collect(Collectors.toMap(CimProperty::name, Function.identity()));
        this.ownMethods = declared.methods().stream().collect(Collectors.toMap(CimMethod::name, Function.identity()));
        this.javaName = classes.of(declared.name());
        this.members =
                parent.map(plan -> new UniqueNames(plan.members)).orElseGet(() -> new UniqueNames(JavaNames.MEMBERS));
        this.types = new UniqueNames(JavaNames.TYPES);
        types.take(javaName);
        CimClass flat = repository.flattened(declared.name());
        flat.properties().forEach(this::plan);
        flat.methods().forEach(this::plan);
        methods.forEach(method -> enums.put(method, enums(method)));
        this.keys = flat.properties().stream()
                .filter(CimProperty::isKey)
                .map(p -> p.name().text())
                .toList();
    }

    private static void requireFewMembers(CimClass declared) {
        int parameters = declared.methods().stream()
                .mapToInt(method -> method.parameters().size())
                .sum();
        int members = declared.properties().size() + declared.methods().size() + parameters;
        if (members > MOST_MEMBERS) {
            throw new DeclarationException(
                    "class " + declared.name(),
                    "it has too many properties, methods and parameters for a Java class: " + members + ", limit "
                            + MOST_MEMBERS);
        }
    }

    JavaShape shape(CimElement element, CimDataType type, boolean key) {
        return JavaShape.of(element, type, key, classes::representing);
    }

    MethodEnums enumsOf(PlannedMethod method) {
        return Objects.requireNonNull(enums.get(method), method.name());
    }

    /** Returns the class that is generated for this plan. */
    ClassName type() {
        return ClassName.get(classes.packageName(), javaName);
    }

    /** Returns a type that is nested in the class. */
    ClassName nested(String name) {
        return type().nestedClass(name);
    }

    /** Returns how the source of this class names a generated class: by its full name if a nested type hides it. */
    ClassName reference(String javaClass) {
        if (javaClass.equals(CIM_OBJECT.simpleName())) {
            return CIM_OBJECT;
        }
        // JavaPoet does not detect that an inherited nested type hides the class; it writes a full name in the simple
        // name unchanged
        return hides(javaClass)
                ? ClassName.get("", classes.packageName() + "." + javaClass)
                : ClassName.get(classes.packageName(), javaClass);
    }

    /** Returns a shape with the types that the source of this class uses for it. */
    TypedShape typed(JavaShape shape) {
        return new TypedShape(shape, reference(shape.target().isEmpty() ? CIM_OBJECT.simpleName() : shape.target()));
    }

    private boolean hides(String javaClass) {
        return nested.contains(javaClass)
                || parent.filter(plan -> plan.hides(javaClass)).isPresent();
    }

    private String reserveNested(String wanted) {
        String name = types.take(JavaNames.shortened(wanted));
        nested.add(name);
        return name;
    }

    private MethodEnums enums(PlannedMethod method) {
        CimMethod declared = method.declared();
        String owner = JavaNames.capitalized(method.name());
        String result = declared.returnType()
                .flatMap(type -> EnumConstants.of(declared, type))
                .map(constants -> reserveNested(owner + "Result"))
                .orElse("");
        List<String> parameters = new ArrayList<>();
        for (CimParameter parameter : declared.parameters()) {
            String own = JavaNames.capitalized(JavaNames.member(parameter.name()));
            boolean mapped = EnumConstants.of(parameter, parameter.type()).isPresent();
            parameters.add(mapped ? reserveNested(owner + own) : "");
        }
        return new MethodEnums(result, parameters);
    }

    private @Nullable PlannedProperty property(CimName name) {
        PlannedProperty own = byProperty.get(name);
        return own != null ? own : parent.map(plan -> plan.property(name)).orElse(null);
    }

    private @Nullable PlannedMethod method(CimName name) {
        PlannedMethod own = byMethod.get(name);
        return own != null ? own : parent.map(plan -> plan.method(name)).orElse(null);
    }

    private void plan(CimProperty property) {
        PlannedProperty above =
                parent.map(plan -> plan.property(property.name())).orElse(null);
        CimProperty own = ownProperties.get(property.name());
        boolean inherited = own == null || own.propagated();
        if (above != null && inherited) {
            return;
        }
        JavaShape shape = shape(property, property.type(), property.isKey());
        if (above == null) {
            add(property, shape, JavaNames.member(property.name()), true);
            return;
        }
        if (above.shape().equals(shape)) {
            return;
        }
        if (isCovariant(above.shape(), shape)) {
            PlannedProperty narrowed = new PlannedProperty(property, shape, above.name(), "", true, false);
            properties.add(narrowed);
            byProperty.put(property.name(), narrowed);
        } else {
            boolean onlyKey = shape.required() && !above.shape().required();
            String wanted = JavaNames.member(property.name()) + (onlyKey ? "Key" : "Of" + nameWithoutSchema());
            boolean sameValues =
                    above.shape().kind() == shape.kind() && above.shape().array() == shape.array();
            boolean sameConstants = above.shape().constants().equals(shape.constants());
            add(property, shape, wanted, !(sameValues && sameConstants));
        }
    }

    private String nameWithoutSchema() {
        String text = declared.name().text();
        String local = text.substring(text.indexOf('_') + 1);
        return JavaNames.type(new CimName(local.isBlank() ? text : local));
    }

    /**
     * Returns whether the accessor can override that of the superclass. Only the accessor of a key returns a {@code
     * Ref} directly; the {@code Optional} of a narrower {@code Ref} is not a subtype.
     */
    private boolean isCovariant(JavaShape above, JavaShape shape) {
        boolean references = above.kind() == JavaShape.Kind.REFERENCE && shape.kind() == JavaShape.Kind.REFERENCE;
        return references && above.required() && shape.required() && isBelow(shape.target(), above.target());
    }

    private boolean isBelow(String javaClass, String ancestor) {
        return ancestor.equals(ClassNames.BASE)
                || classes.generated().stream()
                        .filter(name -> classes.of(name).equals(javaClass))
                        .flatMap(name -> repository.superclasses(name).stream())
                        .anyMatch(above -> classes.of(above.name()).equals(ancestor));
    }

    private void add(CimProperty property, JavaShape shape, String wanted, boolean settable) {
        String name = members.take(wanted, base -> derived(base, shape));
        String constants = shape.constants().isPresent() ? reserveNested(JavaNames.capitalized(name)) : "";
        PlannedProperty planned = new PlannedProperty(property, shape, name, constants, false, settable);
        properties.add(planned);
        byProperty.put(property.name(), planned);
    }

    private static Set<String> derived(String base, JavaShape shape) {
        Set<String> names = new HashSet<>();
        names.add("set" + JavaNames.capitalized(base));
        if (shape.constants().isPresent()) {
            names.add(base + "Value");
            names.add("set" + JavaNames.capitalized(base) + "Value");
        }
        if (shape.hasAlternative()) {
            names.add(base + shape.alternativeSuffix());
            names.add("set" + JavaNames.capitalized(base) + shape.alternativeSuffix());
        }
        return names;
    }

    private void plan(CimMethod method) {
        PlannedMethod above = parent.map(plan -> plan.method(method.name())).orElse(null);
        CimMethod own = ownMethods.get(method.name());
        boolean inherited = own == null || own.propagated();
        if (above != null && (inherited || isSame(above.declared(), method))) {
            return;
        }
        String base = JavaNames.member(method.name()) + (above != null ? "Of" + nameWithoutSchema() : "");
        String name = members.take(base);
        String type = JavaNames.capitalized(name);
        boolean hasInput = method.parameters().stream().anyMatch(p -> p.isInput());
        String input = hasInput ? reserveNested(type + "Input") : "";
        PlannedMethod planned = new PlannedMethod(method, name, input, reserveNested(type + "Output"));
        methods.add(planned);
        byMethod.put(method.name(), planned);
    }

    /** Returns whether two methods are the same to a caller: whether parameters and results have the same types. */
    private boolean isSame(CimMethod one, CimMethod other) {
        return one.isStatic() == other.isStatic()
                && one.returnType().equals(other.returnType())
                && results(one).equals(results(other))
                && signature(one).equals(signature(other));
    }

    private static Optional<EnumConstants> results(CimMethod method) {
        return method.returnType().flatMap(type -> EnumConstants.of(method, type));
    }

    private List<String> signature(CimMethod method) {
        return method.parameters().stream()
                .map(p -> p.name().folded() + p.isInput() + p.isOutput() + shape(p, p.type(), false))
                .toList();
    }
}
