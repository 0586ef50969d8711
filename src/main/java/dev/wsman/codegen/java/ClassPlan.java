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
 * Which members a generated class gets, under which names. What a superclass has is not repeated; what a subclass changes in a
 * way that Java cannot override (a property becomes a key, its values others) gets a name of its own. Names depend on a class and
 * its superclasses only, so that other classes never change them: nested types may be named as classes, which they then hide.
 */
final class ClassPlan {

    /**
     * Accessors of a property.
     *
     * @param covariant whether the accessor overrides the superclass's with a narrower type
     * @param settable whether it has setters: not where the superclass's will do
     */
    record Property(
            CimProperty declared,
            JavaShape shape,
            String name,
            String constants,
            boolean covariant,
            boolean settable) {}

    /** A method with the types nested for it. */
    record Method(CimMethod declared, String name, String input, String output) {}

    /** The enums nested for a method: of its result and of each parameter, empty for those without. */
    record MethodEnums(String result, List<String> parameters) {}

    /**
     * How many properties, methods and parameters a class may declare. A class file holds 65,535 constants (JVMS 4.1),
     * and each of these takes up to 20; the largest classes of Windows have some hundred.
     */
    static final int MOST_MEMBERS = 3000;

    final CimClass declared;
    final Optional<ClassPlan> parent;
    final String javaName;
    final List<Property> properties = new ArrayList<>();
    final List<Method> methods = new ArrayList<>();
    /** The keys, inherited ones included, in the order of declaration. */
    final List<String> keys;

    private final Map<CimName, CimProperty> ownProperties;
    private final Map<CimName, CimMethod> ownMethods;
    private final Map<CimName, Property> byProperty = new HashMap<>();
    private final Map<CimName, Method> byMethod = new HashMap<>();
    private final Map<Method, MethodEnums> enums = new HashMap<>();
    private final Set<String> nested = new HashSet<>();
    private final UniqueNames types;
    private final UniqueNames members;
    private final ClassNames classes;
    private final CimRepository repository;

    ClassPlan(CimClass declared, Optional<ClassPlan> parent, ClassNames classes, CimRepository repository) {
        refuseExcess(declared);
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

    private static void refuseExcess(CimClass declared) {
        int parameters = declared.methods().stream()
                .mapToInt(method -> method.parameters().size())
                .sum();
        int members = declared.properties().size() + declared.methods().size() + parameters;
        if (members > MOST_MEMBERS) {
            throw new DeclarationException(
                    "class " + declared.name(),
                    "it has too many properties, methods and parameters for a Java class: " + members + ", of at most "
                            + MOST_MEMBERS);
        }
    }

    JavaShape shape(CimElement element, CimDataType type, boolean key) {
        return JavaShape.of(element, type, key, classes::standsFor);
    }

    MethodEnums enumsOf(Method method) {
        return Objects.requireNonNull(enums.get(method), method.name());
    }

    /** The class that is generated for this plan. */
    ClassName type() {
        return ClassName.get(classes.packageName(), javaName);
    }

    /** A type that is nested in it. */
    ClassName nested(String name) {
        return type().nestedClass(name);
    }

    /** How the source of this class names a generated class: in full where a nested type, maybe an inherited one, hides it. */
    ClassName visible(String javaClass) {
        if (javaClass.equals(CIM_OBJECT.simpleName())) {
            return CIM_OBJECT;
        }
        // JavaPoet knows nothing of inherited types: as one simple name the full name is written as it is
        return hides(javaClass)
                ? ClassName.get("", classes.packageName() + "." + javaClass)
                : ClassName.get(classes.packageName(), javaClass);
    }

    /** A shape with the types that this class's source uses for it. */
    TypedShape typed(JavaShape shape) {
        return new TypedShape(shape, visible(shape.target().isEmpty() ? CIM_OBJECT.simpleName() : shape.target()));
    }

    private boolean hides(String javaClass) {
        return nested.contains(javaClass)
                || parent.filter(plan -> plan.hides(javaClass)).isPresent();
    }

    private String nest(String wanted) {
        String name = types.take(JavaNames.shortened(wanted));
        nested.add(name);
        return name;
    }

    private MethodEnums enums(Method method) {
        CimMethod declared = method.declared();
        String owner = JavaNames.capitalized(method.name());
        String result = declared.returnType()
                .flatMap(type -> EnumConstants.of(declared, type))
                .map(constants -> nest(owner + "Result"))
                .orElse("");
        List<String> parameters = new ArrayList<>();
        for (CimParameter parameter : declared.parameters()) {
            String own = JavaNames.capitalized(JavaNames.member(parameter.name()));
            boolean mapped = EnumConstants.of(parameter, parameter.type()).isPresent();
            parameters.add(mapped ? nest(owner + own) : "");
        }
        return new MethodEnums(result, parameters);
    }

    private @Nullable Property property(CimName name) {
        Property own = byProperty.get(name);
        return own != null ? own : parent.map(plan -> plan.property(name)).orElse(null);
    }

    private @Nullable Method method(CimName name) {
        Method own = byMethod.get(name);
        return own != null ? own : parent.map(plan -> plan.method(name)).orElse(null);
    }

    private void plan(CimProperty property) {
        Property above = parent.map(plan -> plan.property(property.name())).orElse(null);
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
            Property narrowed = new Property(property, shape, above.name(), "", true, false);
            properties.add(narrowed);
            byProperty.put(property.name(), narrowed);
        } else {
            boolean onlyKey = shape.required() && !above.shape().required();
            String wanted = JavaNames.member(property.name()) + (onlyKey ? "Key" : "Of" + tail());
            boolean sameValues =
                    above.shape().kind() == shape.kind() && above.shape().array() == shape.array();
            boolean sameConstants = above.shape().constants().equals(shape.constants());
            add(property, shape, wanted, !(sameValues && sameConstants));
        }
    }

    private String tail() {
        String text = declared.name().text();
        String local = text.substring(text.indexOf('_') + 1);
        return JavaNames.type(new CimName(local.isBlank() ? text : local));
    }

    /** Only a key's accessor answers a {@code Ref} itself; an Optional of a narrower one is no narrower type. */
    private boolean isCovariant(JavaShape above, JavaShape shape) {
        boolean references = above.kind() == JavaShape.Kind.REFERENCE && shape.kind() == JavaShape.Kind.REFERENCE;
        return references && above.required() && shape.required() && isBelow(shape.target(), above.target());
    }

    private boolean isBelow(String javaClass, String ancestor) {
        return ancestor.equals("CimObject")
                || classes.generated().stream()
                        .filter(name -> classes.of(name).equals(javaClass))
                        .flatMap(name -> repository.superclasses(name).stream())
                        .anyMatch(above -> classes.of(above.name()).equals(ancestor));
    }

    private void add(CimProperty property, JavaShape shape, String wanted, boolean settable) {
        String name = members.take(wanted, base -> derived(base, shape));
        String constants = shape.constants().isPresent() ? nest(JavaNames.capitalized(name)) : "";
        Property planned = new Property(property, shape, name, constants, false, settable);
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
        if (shape.hasOther()) {
            names.add(base + shape.otherSuffix());
            names.add("set" + JavaNames.capitalized(base) + shape.otherSuffix());
        }
        return names;
    }

    private void plan(CimMethod method) {
        Method above = parent.map(plan -> plan.method(method.name())).orElse(null);
        CimMethod own = ownMethods.get(method.name());
        boolean inherited = own == null || own.propagated();
        if (above != null && (inherited || isSame(above.declared(), method))) {
            return;
        }
        String base = JavaNames.member(method.name()) + (above != null ? "Of" + tail() : "");
        String name = members.take(base);
        String type = JavaNames.capitalized(name);
        boolean hasInput = method.parameters().stream().anyMatch(p -> p.isInput());
        String input = hasInput ? nest(type + "Input") : "";
        Method planned = new Method(method, name, input, nest(type + "Output"));
        methods.add(planned);
        byMethod.put(method.name(), planned);
    }

    /** Whether a caller cannot tell the two apart: the same parameters, whatever is said about them. */
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
