package dev.wsman.codegen.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.wsman.codegen.model.CimParameter;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the class of a method's input parameters. */
final class InputEmitter {
    private final ClassPlan plan;
    private final ClassPlan.PlannedMethod method;
    private final UniqueNames names = new UniqueNames(JavaNames.MEMBERS);
    private final TypeSpec.Builder type;

    InputEmitter(ClassPlan plan, ClassPlan.PlannedMethod method) {
        this.plan = plan;
        this.method = method;
        this.type = TypeSpec.classBuilder(method.input());
    }

    TypeSpec emit() {
        type.addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .superclass(JavaTypes.CIM_INPUT)
                .addJavadoc(new JavadocText()
                        .paragraph("The input of {@link #" + method.name()
                                + "}. Parameters that are not set are not sent.")
                        .block(1));
        List<CimParameter> parameters = method.declared().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).isInput()) {
                setters(parameters.get(i), i);
            }
        }
        return type.build();
    }

    private void setters(CimParameter parameter, int order) {
        JavaShape shape = plan.shape(parameter, parameter.type(), false);
        TypedShape typed = plan.typed(shape);
        String constants = plan.enumsOf(method).parameters().get(order);
        String member = JavaNames.member(parameter.name());
        CodeBlock value = CodeBlock.of("value");
        if (!constants.isEmpty()) {
            ClassName named = plan.nested(constants);
            setter(parameter, order, shape.array() ? JavaTypes.list(named) : named, names.take(member), value);
            member = member + "Value";
        }
        String name = names.take(member);
        setter(parameter, order, typed.settable(), name, typed.written());
        if (shape.hasAlternative()) {
            setter(parameter, order, typed.alternativeSettable(), names.take(name + shape.alternativeSuffix()), value);
        }
    }

    private void setter(CimParameter parameter, int order, TypeName settable, String name, CodeBlock value) {
        type.addMethod(MethodSpec.methodBuilder(name)
                .addJavadoc(ElementTexts.describe(parameter, "The parameter " + parameter.name() + ".")
                        .paragraph(ElementTexts.code(parameter.type(), parameter) + ". A null value sends NULL.")
                        .facts(parameter)
                        .block(2))
                .addAnnotations(ElementTexts.deprecation(parameter))
                .addModifiers(Modifier.PUBLIC)
                .returns(plan.nested(method.input()))
                .addParameter(settable, "value")
                .addStatement("set($L,$W$S,$W$L)", order, parameter.name().text(), value)
                .addStatement("return this")
                .build());
    }
}
