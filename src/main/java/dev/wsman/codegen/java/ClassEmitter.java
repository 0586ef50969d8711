package dev.wsman.codegen.java;

import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimDataType;
import dev.wsman.codegen.model.CimElement;
import dev.wsman.codegen.model.CimParameter;
import dev.wsman.codegen.model.CimPrimitive;
import dev.wsman.codegen.model.CimQualifier;
import dev.wsman.codegen.model.DeclarationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes the class of a plan. */
final class ClassEmitter {
    /** The constructor of a record takes 255 values with itself. */
    private static final int MOST_COMPONENTS = 254;

    private final ClassPlan plan;
    private final Target target;
    private final Source source = new Source();
    private final Set<String> deprecated;

    /** Where the class is served, as far as that is known. */
    record Target(String packageName, String resourceUri, String namespace) {}

    ClassEmitter(ClassPlan plan, Target target, Set<String> deprecated) {
        this.plan = plan;
        this.target = target;
        this.deprecated = deprecated;
    }

    String emit() {
        CimClass declared = plan.declared;
        Javadoc doc = new Javadoc();
        describe(doc, declared, "The class " + declared.name() + ".");
        doc.paragraph("CIM class {@code " + declared.name() + "}"
                + declared.superclass().map(s -> ", a {@code " + s + "}").orElse("")
                + declared.text("Version")
                        .map(v -> ", version " + Javadoc.escape(v))
                        .orElse("") + ".");
        source.javadoc(doc.facts(declared));
        if (Javadoc.isDeprecated(declared)) {
            source.line("@Deprecated");
        }
        if (touchesDeprecated()) {
            source.line("@SuppressWarnings(\"deprecation\")");
        }
        source.list("@CimType", annotation(), "");
        source.open("public class " + plan.javaName + " extends "
                + plan.parent.map(p -> p.javaName).orElse("CimObject") + " {");
        constructors();
        plan.properties.forEach(this::property);
        plan.methods.forEach(this::method);
        plan.properties.stream()
                .filter(p -> !p.constants().isEmpty())
                .forEach(p ->
                        constants(p.constants(), p.shape(), p.declared().name().text()));
        plan.methods.forEach(this::nested);
        source.close();
        return source.file(target.packageName());
    }

    private List<String> annotation() {
        List<String> items = new ArrayList<>();
        items.add("name = " + Source.literal(plan.declared.name().text()));
        items.add("resourceUri = " + Source.literal(target.resourceUri()));
        if (!target.namespace().isEmpty()) {
            items.add("namespace = " + Source.literal(target.namespace()));
        }
        List<String> keys = plan.keys.stream().map(Source::literal).toList();
        if (!keys.isEmpty()) {
            String one = "keys = {" + String.join(", ", keys) + "}";
            boolean fits = one.length() < Source.WIDTH - 8;
            items.add(fits ? one : "keys = {\n    " + String.join(",\n    ", keys) + "\n}");
        }
        return items;
    }

    private void constructors() {
        source.blank().javadoc(new Javadoc().paragraph("An instance without properties, to be filled and created."));
        source.line("public " + plan.javaName + "() {}").blank();
        source.javadoc(new Javadoc()
                .paragraph("A view over what a server sent; sessions call it.")
                .tag("@param instance", "what it shows")
                .tag("@param origin", "where that came from"));
        source.open("public " + plan.javaName + "(Instance instance, ViewFactory.Origin origin) {");
        source.line("super(instance, origin);").close();
    }

    // --- properties

    private void property(ClassPlan.Property p) {
        Shape shape = p.shape().withTarget(plan::visible);
        String cim = p.declared().name().text();
        boolean mapped = !p.constants().isEmpty();
        String type = "{@code " + Javadoc.escape(p.declared().type().toString()) + " " + cim + "}";
        if (mapped) {
            accessor(
                    p,
                    describe(new Javadoc(), p.declared(), "The property " + cim + ".")
                            .paragraph(type
                                    + (shape.array()
                                            ? "; values without name are left out."
                                            : "; empty for a value without name.")),
                    constantType(p.constants(), shape.array()),
                    p.name(),
                    "values()." + (shape.array() ? "constants" : "constant") + "(" + quote(cim) + ", " + p.constants()
                            + ".class)");
            accessor(
                    p,
                    new Javadoc().paragraph(type + " as it was sent, ranges and unknown values included."),
                    shape.type(),
                    p.name() + "Value",
                    shape.read("values()", cim));
        } else {
            accessor(
                    p,
                    describe(new Javadoc(), p.declared(), "The property " + cim + ".")
                            .paragraph(type + note(shape)),
                    shape.type(),
                    p.name(),
                    shape.read("values()", cim));
        }
        shape.otherType()
                .filter(other -> !p.covariant())
                .ifPresent(other -> accessor(
                        p,
                        new Javadoc()
                                .paragraph(type
                                        + (shape.kind() == Shape.Kind.UNSIGNED
                                                ? " exactly, as an unsigned number."
                                                : " where it is an interval.")),
                        other,
                        p.name() + shape.otherSuffix(),
                        shape.readOther("values()", cim)));
        if (p.settable()) {
            setters(p, type, mapped);
        }
    }

    private static String note(Shape shape) {
        if (shape.required()) {
            return ", a key.";
        }
        return switch (shape.kind()) {
            case UNSIGNED -> ", its 64 bits; above {@link Long#MAX_VALUE} they read as a negative number.";
            case DATETIME -> " where it is a time stamp.";
            default -> ".";
        };
    }

    private void accessor(ClassPlan.Property p, Javadoc doc, String type, String name, String expression) {
        source.blank().javadoc(doc.facts(p.declared()));
        deprecated(p.declared());
        if (p.covariant()) {
            source.line("@Override");
        }
        source.open("public " + type + " " + name + "() {").returns(expression).close();
    }

    private void setters(ClassPlan.Property p, String type, boolean mapped) {
        Shape shape = p.shape().withTarget(plan::visible);
        String cim = p.declared().name().text();
        String name = "set" + JavaNames.capitalized(p.name());
        if (mapped) {
            String settable = shape.array() ? "List<" + p.constants() + ">" : p.constants();
            setter(p, type, settable, name, cim, "value");
        }
        setter(p, type, shape.settable(), mapped ? name + "Value" : name, cim, shape.written("value"));
        shape.otherType()
                .ifPresent(other -> setter(p, type, shape.otherSettable(), name + shape.otherSuffix(), cim, "value"));
    }

    private void setter(ClassPlan.Property p, String type, String settable, String name, String cim, String value) {
        source.blank()
                .javadoc(new Javadoc()
                        .paragraph("Sets " + type + " here, not on the server; null makes it NULL.")
                        .facts(onlyDeprecated(p.declared())));
        deprecated(p.declared());
        source.openList("public void " + name, List.of(settable + " value"), " {")
                .line("set(" + quote(cim) + ", " + value + ");")
                .close();
    }

    // --- methods

    private void method(ClassPlan.Method m) {
        String cim = m.declared().name().text();
        boolean fixed = m.declared().isStatic();
        List<String> parameters = new ArrayList<>();
        if (!m.input().isEmpty()) {
            parameters.add(m.input() + " input");
        }
        String input = m.input().isEmpty() ? "null" : "input";
        if (!fixed) {
            methodDoc(m);
            source.openList("public " + m.output() + " " + m.name(), parameters, " {");
            source.returns(m.output() + ".of(invoke(" + quote(cim) + ", " + input + "))")
                    .close();
            return;
        }
        methodDoc(m);
        parameters.add(0, "Session session");
        source.openList("public static " + m.output() + " " + m.name(), parameters, " {");
        source.returns(m.output() + ".of(invokeStatic(session, " + plan.visible(plan.javaName) + ".class, " + quote(cim)
                        + ", " + input + "))")
                .close();
        methodDoc(m);
        parameters.add(1, "ResourceLocator resource");
        source.openList("public static " + m.output() + " " + m.name(), parameters, " {");
        source.returns(m.output() + ".of(invokeStatic(session, resource, " + quote(cim) + ", " + input + "))")
                .close();
    }

    private void methodDoc(ClassPlan.Method m) {
        Javadoc doc = describe(
                new Javadoc(), m.declared(), "The method " + m.declared().name() + ".");
        doc.paragraph("CIM method {@code " + m.declared().name()
                + "}; a return value that is not zero is an answer, not an exception.");
        source.blank().javadoc(doc.facts(m.declared()));
        deprecated(m.declared());
    }

    private record Component(String type, String name, String read, String doc) {}

    private void nested(ClassPlan.Method m) {
        Names names = new Names(JavaNames.MEMBERS);
        ClassPlan.MethodEnums nested = plan.enumsOf(m);
        List<String> enums = nested.parameters();
        List<Component> components = new ArrayList<>();
        m.declared().returnType().ifPresent(type -> {
            Shape shape = shape(m.declared(), type);
            component(
                    components,
                    names,
                    shape,
                    "ReturnValue",
                    "returnValue",
                    "result",
                    nested.result(),
                    "what the method returned");
        });
        List<CimParameter> out = m.declared().parameters().stream()
                .filter(CimParameter::isOutput)
                .toList();
        for (CimParameter parameter : out) {
            Shape shape = shape(parameter, parameter.type());
            String constants = enums.get(m.declared().parameters().indexOf(parameter));
            String name = JavaNames.member(parameter.name());
            component(
                    components,
                    names,
                    shape,
                    parameter.name().text(),
                    constants.isEmpty() ? name : name + "Value",
                    name,
                    constants,
                    summary(parameter));
        }
        output(m, components);
        if (!m.input().isEmpty()) {
            input(m, enums);
        }
        m.declared().returnType().ifPresent(type -> {
            Shape shape = shape(m.declared(), type);
            shape.constants()
                    .ifPresent(c -> constants(
                            nested.result(), shape, m.declared().name().text()));
        });
        for (int i = 0; i < enums.size(); i++) {
            if (!enums.get(i).isEmpty()) {
                CimParameter parameter = m.declared().parameters().get(i);
                constants(
                        enums.get(i),
                        shape(parameter, parameter.type()),
                        parameter.name().text());
            }
        }
    }

    private static void component(
            List<Component> components,
            Names names,
            Shape shape,
            String cim,
            String raw,
            String mapped,
            String constants,
            String doc) {
        String name = names.take(raw);
        components.add(new Component(shape.type(), name, shape.read("out", cim), doc));
        if (!constants.isEmpty()) {
            components.add(new Component(
                    constantType(constants, shape.array()),
                    names.take(mapped),
                    "out." + (shape.array() ? "constants" : "constant") + "(" + quote(cim) + ", " + constants
                            + ".class)",
                    "the same by name, where it has one"));
        }
        shape.otherType()
                .ifPresent(other -> components.add(new Component(
                        other,
                        names.take(name + shape.otherSuffix()),
                        shape.readOther("out", cim),
                        shape.kind() == Shape.Kind.UNSIGNED
                                ? "the same exactly"
                                : "the same where it is an interval")));
    }

    private void output(ClassPlan.Method m, List<Component> components) {
        if (components.size() > MOST_COMPONENTS) {
            throw new DeclarationException(
                    "class " + plan.declared.name(),
                    "the method " + m.declared().name() + " has too many outputs for a record: " + components.size()
                            + ", of at most " + MOST_COMPONENTS);
        }
        Javadoc doc = new Javadoc().paragraph("What {@link #" + m.name() + "} answers.");
        components.forEach(c -> doc.tag("@param " + c.name(), c.doc()));
        source.blank().javadoc(doc);
        List<String> declared =
                components.stream().map(c -> c.type() + " " + c.name()).toList();
        source.openList("public record " + m.output(), declared, " {");
        source.open("private static " + m.output() + " of(CimValues out) {");
        source.list(
                "return new " + m.output(),
                components.stream().map(Component::read).toList(),
                ";");
        source.close().close();
    }

    private void input(ClassPlan.Method m, List<String> enums) {
        source.blank()
                .javadoc(new Javadoc()
                        .paragraph("What {@link #" + m.name() + "} is given; what is not set is not sent."));
        source.open("public static final class " + m.input() + " extends CimInput {");
        Names names = new Names(JavaNames.MEMBERS);
        for (int i = 0; i < m.declared().parameters().size(); i++) {
            CimParameter parameter = m.declared().parameters().get(i);
            if (parameter.isInput()) {
                setters(m.input(), parameter, i, enums.get(i), names);
            }
        }
        source.close();
    }

    private void setters(String owner, CimParameter parameter, int order, String constants, Names names) {
        Shape shape = shape(parameter, parameter.type());
        String member = JavaNames.member(parameter.name());
        if (!constants.isEmpty()) {
            String settable = shape.array() ? "List<" + constants + ">" : constants;
            setter(owner, parameter, order, settable, names.take(member), "value");
            member = member + "Value";
        }
        String name = names.take(member);
        setter(owner, parameter, order, shape.settable(), name, shape.written("value"));
        if (shape.otherType().isPresent()) {
            setter(owner, parameter, order, shape.otherSettable(), names.take(name + shape.otherSuffix()), "value");
        }
    }

    private void setter(String owner, CimParameter parameter, int order, String settable, String name, String value) {
        source.blank()
                .javadoc(describe(new Javadoc(), parameter, "The parameter " + parameter.name() + ".")
                        .paragraph("{@code " + Javadoc.escape(parameter.type().toString()) + " " + parameter.name()
                                + "}; null sends NULL.")
                        .facts(parameter));
        deprecated(parameter);
        source.openList("public " + owner + " " + name, List.of(settable + " value"), " {")
                .line("set(" + order + ", " + quote(parameter.name().text()) + ", " + value + ");")
                .line("return this;")
                .close();
    }

    // --- enums

    private void constants(String name, Shape shape, String cim) {
        source.blank()
                .javadoc(new Javadoc().paragraph("Named values of {@code " + cim + "}; a server may send others."));
        source.open("public enum " + name + " implements CimEnum {");
        List<Constants.Constant> all = shape.constants().orElseThrow().all();
        for (int i = 0; i < all.size(); i++) {
            Constants.Constant constant = all.get(i);
            source.javadoc(new Javadoc()
                    .paragraph(Javadoc.escape(
                            constant.value() + ": " + constant.label().replaceAll("\\s+", " "))));
            List<String> arguments = List.of(Source.literal(constant.value()), Source.literal(constant.label()));
            source.list(constant.name(), arguments, i < all.size() - 1 ? "," : ";");
        }
        source.blank()
                .line("private final String value;")
                .line("private final String label;")
                .blank();
        source.open(name + "(String value, String label) {")
                .line("this.value = value;")
                .line("this.label = label;")
                .close();
        source.blank()
                .line("@Override")
                .open("public String value() {")
                .line("return value;")
                .close();
        source.blank()
                .line("@Override")
                .open("public String label() {")
                .line("return label;")
                .close();
        source.close();
    }

    // --- texts

    private static Javadoc describe(Javadoc doc, CimElement element, String otherwise) {
        Optional<String> description = element.text("Description").filter(text -> !text.isBlank());
        return description.isPresent() ? doc.text(description.get()) : doc.paragraph(otherwise);
    }

    private static String summary(CimElement element) {
        String text =
                element.text("Description").orElse("").replaceAll("\\s+", " ").strip();
        int end = text.indexOf(". ");
        String first = end > 0 ? text.substring(0, end + 1) : text;
        return first.isEmpty() ? "the parameter " + element.name() : first;
    }

    private Shape shape(CimElement element, CimDataType type) {
        return plan.shape(element, type, false).withTarget(plan::visible);
    }

    private static CimElement onlyDeprecated(CimElement element) {
        return CimParameter.of(
                element.name().text(),
                CimDataType.of(CimPrimitive.STRING),
                element.qualifier("Deprecated").stream().toArray(CimQualifier[]::new));
    }

    private void deprecated(CimElement element) {
        if (Javadoc.isDeprecated(element)) {
            source.line("@Deprecated");
        }
    }

    private static String constantType(String constants, boolean array) {
        return (array ? "List<" : "Optional<") + constants + ">";
    }

    private boolean touchesDeprecated() {
        boolean overrides = plan.properties.stream().anyMatch(ClassPlan.Property::covariant);
        if (overrides
                || plan.parent.filter(p -> deprecated.contains(p.javaName)).isPresent()) {
            return !deprecated.isEmpty();
        }
        List<String> used = new ArrayList<>();
        plan.properties.forEach(p -> used.add(p.shape().target()));
        plan.methods.forEach(m -> {
            m.declared()
                    .returnType()
                    .ifPresent(type ->
                            used.add(plan.shape(m.declared(), type, false).target()));
            m.declared()
                    .parameters()
                    .forEach(p -> used.add(plan.shape(p, p.type(), false).target()));
        });
        return used.stream().anyMatch(name -> deprecated.contains(name) && !name.equals(plan.javaName));
    }

    private static String quote(String text) {
        return Source.literal(text);
    }
}
