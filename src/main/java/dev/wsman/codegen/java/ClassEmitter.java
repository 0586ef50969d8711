package dev.wsman.codegen.java;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimMethod;
import dev.wsman.codegen.model.CimParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;

/**
 * Writes the source of one planned class. JavaPoet writes all names and literals, so that no declaration can add code.
 */
final class ClassEmitter {
    private final ClassPlan plan;
    private final Target target;
    private final Set<String> deprecated;
    private final TypeSpec.Builder type;

    /** The package of the class and where instances are served; the namespace is empty if it is unknown. */
    record Target(String packageName, String resourceUri, String namespace) {}

    ClassEmitter(ClassPlan plan, Target target, Set<String> deprecated) {
        this.plan = plan;
        this.target = target;
        this.deprecated = deprecated;
        this.type = TypeSpec.classBuilder(plan.javaName);
    }

    String emit() {
        CimClass declared = plan.declared;
        type.addModifiers(Modifier.PUBLIC)
                .superclass(plan.parent.<TypeName>map(ClassPlan::type).orElse(JavaTypes.CIM_OBJECT))
                .addJavadoc(description().facts(declared).block(0))
                .addAnnotations(ElementTexts.deprecation(declared));
        if (usesDeprecated()) {
            type.addAnnotation(AnnotationSpec.builder(JavaTypes.SUPPRESS_WARNINGS)
                    .addMember("value", "$S", "deprecation")
                    .build());
        }
        type.addAnnotation(annotation());
        constructors();
        plan.properties.forEach(property -> new PropertyEmitter(type, plan, property).emit());
        plan.methods.forEach(method -> new MethodEmitter(type, plan, method).emit());
        for (ClassPlan.PlannedProperty property : plan.properties) {
            if (!property.constants().isEmpty()) {
                addEnum(
                        property.constants(),
                        property.shape(),
                        property.declared().name().text());
            }
        }
        plan.methods.forEach(this::nestedTypes);
        return SourceText.ascii(JavaFile.builder(target.packageName(), type.build())
                .indent("    ")
                .skipJavaLangImports(true)
                .build()
                .toString());
    }

    private JavadocText description() {
        CimClass declared = plan.declared;
        return ElementTexts.describe(declared, "The class " + declared.name() + ".")
                .paragraph("CIM class {@code " + declared.name() + "}"
                        + declared.superclass()
                                .map(s -> ", a {@code " + s + "}")
                                .orElse("")
                        + declared.text("Version")
                                .map(v -> ", version " + JavadocText.escape(v))
                                .orElse("") + ".");
    }

    private AnnotationSpec annotation() {
        AnnotationSpec.Builder annotation = AnnotationSpec.builder(JavaTypes.CIM_TYPE)
                .addMember("name", "$S", plan.declared.name().text())
                .addMember("resourceUri", "$S", target.resourceUri());
        if (!target.namespace().isEmpty()) {
            annotation.addMember("namespace", "$S", target.namespace());
        }
        if (!plan.keys.isEmpty()) {
            CodeBlock keys =
                    plan.keys.stream().map(key -> CodeBlock.of("$S", key)).collect(CodeBlock.joining(",$W"));
            annotation.addMember("keys", "{$Z$L}", keys);
        }
        return annotation.build();
    }

    private void constructors() {
        type.addMethod(MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("Creates an object without properties, to be filled and then created on a server.\n")
                .build());
        type.addMethod(MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc(new JavadocText()
                        .paragraph("Creates a view of an instance. Called by sessions.")
                        .tag("@param instance", "the instance that the server sent")
                        .tag("@param origin", "the session and the resource of the instance")
                        .block(1))
                .addParameter(JavaTypes.INSTANCE, "instance")
                .addParameter(JavaTypes.ORIGIN, "origin")
                .addStatement("super(instance, origin)")
                .build());
    }

    private void nestedTypes(ClassPlan.PlannedMethod method) {
        CimMethod declared = method.declared();
        ClassPlan.MethodEnums enums = plan.enumsOf(method);
        type.addType(new OutputEmitter(plan, method).emit());
        if (!method.input().isEmpty()) {
            type.addType(new InputEmitter(plan, method).emit());
        }
        if (!enums.result().isEmpty()) {
            JavaShape shape = plan.shape(declared, declared.returnType().orElseThrow(), false);
            addEnum(enums.result(), shape, declared.name().text());
        }
        for (int i = 0; i < declared.parameters().size(); i++) {
            if (!enums.parameters().get(i).isEmpty()) {
                CimParameter parameter = declared.parameters().get(i);
                JavaShape shape = plan.shape(parameter, parameter.type(), false);
                addEnum(enums.parameters().get(i), shape, parameter.name().text());
            }
        }
    }

    private void addEnum(String name, JavaShape shape, String cim) {
        type.addType(EnumEmitter.of(name, shape.constants().orElseThrow(), cim));
    }

    private boolean usesDeprecated() {
        boolean overrides = plan.properties.stream().anyMatch(ClassPlan.PlannedProperty::covariant);
        if (overrides
                || plan.parent.filter(p -> deprecated.contains(p.javaName)).isPresent()) {
            return !deprecated.isEmpty();
        }
        List<String> used = new ArrayList<>();
        plan.properties.forEach(p -> used.add(p.shape().target()));
        plan.methods.forEach(m -> {
            m.declared()
                    .returnType()
                    .ifPresent(returned ->
                            used.add(plan.shape(m.declared(), returned, false).target()));
            m.declared()
                    .parameters()
                    .forEach(p -> used.add(plan.shape(p, p.type(), false).target()));
        });
        return used.stream().anyMatch(name -> deprecated.contains(name) && !name.equals(plan.javaName));
    }
}
