package dev.wsman.codegen.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.wsman.codegen.model.CimElement;
import dev.wsman.codegen.model.CimMethod;
import dev.wsman.codegen.model.CimParameter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.lang.model.element.Modifier;

/** Writes the class of a method's return value and output parameters. */
final class OutputEmitter {
    private static final CodeBlock VALUES = CodeBlock.of("values()");

    private final ClassPlan plan;
    private final ClassPlan.PlannedMethod method;
    private final UniqueNames names = new UniqueNames(JavaNames.MEMBERS);
    private final TypeSpec.Builder type;

    /**
     * One value of an output.
     *
     * @param cim the name of its element on the wire
     * @param raw the name that the accessor of the value as sent gets unless it is taken
     * @param mapped the same for the accessor of the value's constant
     * @param constants the enum of the constants; empty for none
     * @param doc returns the comment for the accessors
     * @param parameter the declared parameter; empty for the return value
     */
    private record Value(
            String cim,
            String raw,
            String mapped,
            String constants,
            Supplier<JavadocText> doc,
            Optional<CimElement> parameter) {}

    OutputEmitter(ClassPlan plan, ClassPlan.PlannedMethod method) {
        this.plan = plan;
        this.method = method;
        this.type = TypeSpec.classBuilder(method.output());
    }

    TypeSpec emit() {
        ClassName output = plan.nested(method.output());
        type.addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .superclass(ParameterizedTypeName.get(JavaTypes.CIM_OUTPUT, output))
                .addJavadoc(new JavadocText()
                        .paragraph("The output of {@link #" + method.name() + "}.")
                        .block(1));
        constructor();
        accessors();
        return type.build();
    }

    private void constructor() {
        String result = plan.enumsOf(method).result();
        CodeBlock labels = result.isEmpty() ? CodeBlock.of("null") : CodeBlock.of("$T.class", plan.nested(result));
        type.addMethod(MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc(new JavadocText()
                        .paragraph("Creates a view of an output. Called by {@link #" + method.name() + "}.")
                        .tag("@param instance", "the output that the server sent")
                        .tag("@param origin", "the session, and the resource whose method was called")
                        .block(2))
                .addParameter(JavaTypes.INSTANCE, "instance")
                .addParameter(JavaTypes.ORIGIN, "origin")
                .addStatement(
                        "super($Zinstance,$Worigin,$W$S,$W$L)",
                        method.declared().name().text(),
                        labels)
                .build());
    }

    private void accessors() {
        CimMethod declared = method.declared();
        ClassPlan.MethodEnums nested = plan.enumsOf(method);
        declared.returnType().ifPresent(returned -> {
            Supplier<JavadocText> doc = () -> new JavadocText().paragraph("The return value.");
            Value value = new Value("ReturnValue", "returnValue", "result", nested.result(), doc, Optional.empty());
            add(plan.shape(declared, returned, false), value);
        });
        List<CimParameter> parameters = declared.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            CimParameter parameter = parameters.get(i);
            if (parameter.isOutput()) {
                add(
                        plan.shape(parameter, parameter.type(), false),
                        value(parameter, nested.parameters().get(i)));
            }
        }
    }

    private static Value value(CimParameter parameter, String constants) {
        String name = JavaNames.member(parameter.name());
        return new Value(
                parameter.name().text(),
                constants.isEmpty() ? name : name + "Value",
                name,
                constants,
                () -> ElementTexts.describe(parameter, "The parameter " + parameter.name() + ".")
                        .paragraph(ElementTexts.code(parameter.type(), parameter) + "."),
                Optional.of(parameter));
    }

    private void add(JavaShape shape, Value value) {
        TypedShape typed = plan.typed(shape);
        String name = names.take(value.raw());
        accessor(value, typed.type(), name, typed.read(VALUES, value.cim()), "");
        if (!value.constants().isEmpty()) {
            ClassName constants = plan.nested(value.constants());
            accessor(
                    value,
                    ElementTexts.constant(constants, shape.array()),
                    names.take(value.mapped()),
                    CodeBlock.of(
                            "values().$L($Z$S,$W$T.class)",
                            shape.array() ? "constants" : "constant",
                            value.cim(),
                            constants),
                    shape.array() ? "Values without a name are omitted." : "Empty for a value without a name.");
        }
        typed.alternativeType()
                .ifPresent(alternative -> accessor(
                        value,
                        alternative,
                        names.take(name + shape.alternativeSuffix()),
                        typed.readAlternative(VALUES, value.cim()),
                        shape.kind() == JavaShape.Kind.UNSIGNED
                                ? "The exact unsigned number."
                                : "Empty unless it is an interval."));
    }

    private void accessor(Value value, TypeName returned, String name, CodeBlock expression, String note) {
        JavadocText doc = value.doc().get();
        if (!note.isEmpty()) {
            doc.paragraph(note);
        }
        value.parameter().ifPresent(doc::facts);
        MethodSpec.Builder accessor = MethodSpec.methodBuilder(name)
                .addJavadoc(doc.block(2))
                .addModifiers(Modifier.PUBLIC)
                .returns(returned)
                .addStatement("return $L", expression);
        value.parameter().ifPresent(parameter -> accessor.addAnnotations(ElementTexts.deprecation(parameter)));
        type.addMethod(accessor.build());
    }
}
