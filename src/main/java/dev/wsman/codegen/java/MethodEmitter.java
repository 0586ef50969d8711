package dev.wsman.codegen.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.wsman.codegen.model.CimMethod;
import javax.lang.model.element.Modifier;

/** Writes the Java methods for a CIM method. {@link OutputEmitter} and {@link InputEmitter} write its nested types. */
final class MethodEmitter {
    private final TypeSpec.Builder type;
    private final ClassPlan plan;
    private final ClassPlan.PlannedMethod method;
    private final CimMethod declared;
    private final String cim;

    MethodEmitter(TypeSpec.Builder type, ClassPlan plan, ClassPlan.PlannedMethod method) {
        this.type = type;
        this.plan = plan;
        this.method = method;
        this.declared = method.declared();
        this.cim = declared.name().text();
    }

    void emit() {
        ClassName output = plan.nested(method.output());
        CodeBlock input = CodeBlock.of(method.input().isEmpty() ? "null" : "input");
        if (!declared.isStatic()) {
            MethodSpec.Builder called = method().addModifiers(Modifier.PUBLIC);
            type.addMethod(input(called)
                    .addStatement("return $T.of($Zinvoke($S,$W$L))", output, cim, input)
                    .build());
            return;
        }
        MethodSpec.Builder onClass = method().addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addParameter(JavaTypes.RESOURCE_OPERATIONS, "session");
        CodeBlock own = CodeBlock.of("session,$W$T.class", plan.reference(plan.javaName));
        type.addMethod(input(onClass)
                .addStatement("return $T.of($ZinvokeStatic($L,$W$S,$W$L))", output, own, cim, input)
                .build());
        MethodSpec.Builder onResource = method().addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addParameter(JavaTypes.RESOURCE_OPERATIONS, "session")
                .addParameter(JavaTypes.RESOURCE_LOCATOR, "resource");
        type.addMethod(input(onResource)
                .addStatement("return $T.of($ZinvokeStatic(session,$Wresource,$W$S,$W$L))", output, cim, input)
                .build());
    }

    private MethodSpec.Builder method() {
        JavadocText doc = ElementTexts.describe(declared, "The method " + cim + ".");
        doc.paragraph("CIM method {@code " + cim + "}. A nonzero return value is returned and is not an exception.");
        return MethodSpec.methodBuilder(method.name())
                .addJavadoc(doc.facts(declared).block(1))
                .addAnnotations(ElementTexts.deprecation(declared))
                .returns(plan.nested(method.output()));
    }

    private MethodSpec.Builder input(MethodSpec.Builder called) {
        return method.input().isEmpty() ? called : called.addParameter(plan.nested(method.input()), "input");
    }
}
