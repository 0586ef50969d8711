package dev.wsman.codegen.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.wsman.codegen.model.CimMethod;
import dev.wsman.codegen.model.CimParameter;
import dev.wsman.codegen.model.DeclarationException;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the record of a method's return value and output parameters. */
final class OutputEmitter {
    /** The maximum number of components: a constructor may have 255 parameters, including {@code this}. */
    private static final int MOST_COMPONENTS = 254;

    private static final CodeBlock OUT = CodeBlock.of("out");

    private record Component(TypeName type, String name, CodeBlock read, String doc) {}

    private final ClassPlan plan;
    private final ClassPlan.PlannedMethod method;
    private final UniqueNames names = new UniqueNames(JavaNames.MEMBERS);
    private final List<Component> components = new ArrayList<>();

    OutputEmitter(ClassPlan plan, ClassPlan.PlannedMethod method) {
        this.plan = plan;
        this.method = method;
    }

    TypeSpec emit() {
        collect();
        requireFewComponents();
        JavadocText doc = new JavadocText().paragraph("The output of {@link #" + method.name() + "}.");
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
        List<CodeBlock> reads = new ArrayList<>();
        for (Component component : components) {
            doc.tag("@param " + component.name(), component.doc());
            constructor.addParameter(
                    ParameterSpec.builder(component.type(), component.name()).build());
            reads.add(component.read());
        }
        ClassName output = plan.nested(method.output());
        return TypeSpec.recordBuilder(method.output())
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc(doc.block(1))
                .recordConstructor(constructor.build())
                .addMethod(MethodSpec.methodBuilder("of")
                        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                        .returns(output)
                        .addParameter(JavaTypes.CIM_VALUES, "out")
                        .addStatement("return new $T($Z$L)", output, CodeBlock.join(reads, ",$W"))
                        .build())
                .build();
    }

    private void requireFewComponents() {
        if (components.size() > MOST_COMPONENTS) {
            throw new DeclarationException(
                    "class " + plan.declared.name(),
                    "the method " + method.declared().name() + " has too many outputs for a record: "
                            + components.size() + ", limit " + MOST_COMPONENTS);
        }
    }

    private void collect() {
        CimMethod declared = method.declared();
        ClassPlan.MethodEnums nested = plan.enumsOf(method);
        declared.returnType().ifPresent(type -> {
            JavaShape shape = plan.shape(declared, type, false);
            add(shape, "ReturnValue", new PreferredNames("returnValue", "result", nested.result()), "the return value");
        });
        for (int i = 0; i < declared.parameters().size(); i++) {
            CimParameter parameter = declared.parameters().get(i);
            if (parameter.isOutput()) {
                String constants = nested.parameters().get(i);
                String name = JavaNames.member(parameter.name());
                add(
                        plan.shape(parameter, parameter.type(), false),
                        parameter.name().text(),
                        new PreferredNames(constants.isEmpty() ? name : name + "Value", name, constants),
                        ElementTexts.summary(parameter));
            }
        }
    }

    /**
     * The names that the components of an output get unless they are taken.
     *
     * @param raw the component with the value as sent
     * @param mapped the component with the constant of the value
     * @param constants the enum of the constants; empty for none
     */
    private record PreferredNames(String raw, String mapped, String constants) {}

    private void add(JavaShape shape, String cim, PreferredNames preferred, String doc) {
        TypedShape typed = plan.typed(shape);
        String name = names.take(preferred.raw());
        components.add(new Component(typed.type(), name, typed.read(OUT, cim), doc));
        if (!preferred.constants().isEmpty()) {
            ClassName constants = plan.nested(preferred.constants());
            components.add(new Component(
                    ElementTexts.constant(constants, shape.array()),
                    names.take(preferred.mapped()),
                    CodeBlock.of("out.$L($Z$S,$W$T.class)", shape.array() ? "constants" : "constant", cim, constants),
                    "the constant of this value, if it has one"));
        }
        typed.alternativeType()
                .ifPresent(alternative -> components.add(new Component(
                        alternative,
                        names.take(name + shape.alternativeSuffix()),
                        typed.readAlternative(OUT, cim),
                        shape.kind() == JavaShape.Kind.UNSIGNED
                                ? "the exact value"
                                : "the value, if it is an interval")));
    }
}
