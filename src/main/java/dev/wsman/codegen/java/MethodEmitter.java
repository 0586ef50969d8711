package dev.wsman.codegen.java;

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
        CodeBlock arguments = CodeBlock.of(
                "$S,$W$L,$W$T::new",
                cimName,
                method.input().isEmpty() ? "null" : "input",
                plan.nested(method.output()));
        if (!declared.isStatic()) {
            type.addMethod(withInput(declaration().addModifiers(Modifier.PUBLIC))
                    .addStatement("return invoke($Z$L)", arguments)
                    .build());
            return;
        }
        type.addMethod(withInput(staticDeclaration())
                .addStatement(
                        "return invokeStatic($Zsession,$W$T.class,$W$L)", plan.reference(plan.javaName), arguments)
                .build());
        type.addMethod(withInput(staticDeclaration().addParameter(JavaTypes.RESOURCE_LOCATOR, "resource"))
                .addStatement("return invokeStatic($Zsession,$Wresource,$W$L)", arguments)
                .build());
    }

    private MethodSpec.Builder staticDeclaration() {
        return declaration()
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addParameter(JavaTypes.RESOURCE_OPERATIONS, "session");
    }

    private MethodSpec.Builder declaration() {
        JavadocText doc = ElementTexts.describe(declared, "The method " + cimName + ".");
        doc.paragraph(
                "CIM method {@code " + cimName + "}. A return value that reports a failure causes an exception only"
                        + " if {@code orThrow()} of the output is called.");
        return MethodSpec.methodBuilder(method.name())
                .addJavadoc(doc.facts(declared).block(1))
                .addAnnotations(ElementTexts.deprecation(declared))
                .returns(plan.nested(method.output()));
    }

    private MethodSpec.Builder withInput(MethodSpec.Builder declaration) {
        return method.input().isEmpty() ? declaration : declaration.addParameter(plan.nested(method.input()), "input");
    }
}
