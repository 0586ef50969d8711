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
    private final String cimName;

    MethodEmitter(TypeSpec.Builder type, ClassPlan plan, ClassPlan.PlannedMethod method) {
        this.type = type;
        this.plan = plan;
        this.method = method;
        this.declared = method.declared();
        this.cimName = declared.name().text();
    }

    void emit() {
        ClassName output = plan.nested(method.output());
        CodeBlock argument = CodeBlock.of(method.input().isEmpty() ? "null" : "input");
        if (!declared.isStatic()) {
            MethodSpec.Builder onObject = declaration().addModifiers(Modifier.PUBLIC);
            type.addMethod(withInput(onObject)
                    .addStatement("return $T.of($Zinvoke($S,$W$L))", output, cimName, argument)
                    .build());
            return;
        }
        MethodSpec.Builder onClass = declaration()
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addParameter(JavaTypes.RESOURCE_OPERATIONS, "session");
        CodeBlock own = CodeBlock.of("session,$W$T.class", plan.reference(plan.javaName));
        type.addMethod(withInput(onClass)
                .addStatement("return $T.of($ZinvokeStatic($L,$W$S,$W$L))", output, own, cimName, argument)
                .build());
        MethodSpec.Builder onResource = declaration()
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addParameter(JavaTypes.RESOURCE_OPERATIONS, "session")
                .addParameter(JavaTypes.RESOURCE_LOCATOR, "resource");
        type.addMethod(withInput(onResource)
                .addStatement("return $T.of($ZinvokeStatic(session,$Wresource,$W$S,$W$L))", output, cimName, argument)
                .build());
    }

    private MethodSpec.Builder declaration() {
        JavadocText doc = ElementTexts.describe(declared, "The method " + cimName + ".");
        doc.paragraph("CIM method {@code " + cimName + "}. A nonzero return value does not cause an exception.");
        return MethodSpec.methodBuilder(method.name())
                .addJavadoc(doc.facts(declared).block(1))
                .addAnnotations(ElementTexts.deprecation(declared))
                .returns(plan.nested(method.output()));
    }

    private MethodSpec.Builder withInput(MethodSpec.Builder declaration) {
        return method.input().isEmpty() ? declaration : declaration.addParameter(plan.nested(method.input()), "input");
    }
}
