package dev.wsman.codegen.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import javax.lang.model.element.Modifier;

/** Writes the accessors of a property. */
final class PropertyEmitter {
    private static final CodeBlock VALUES = CodeBlock.of("values()");

    private final TypeSpec.Builder type;
    private final ClassPlan plan;
    private final ClassPlan.PlannedProperty property;
    private final TypedShape shape;
    private final String cim;
    private final String code;

    PropertyEmitter(TypeSpec.Builder type, ClassPlan plan, ClassPlan.PlannedProperty property) {
        this.type = type;
        this.plan = plan;
        this.property = property;
        this.shape = plan.typed(property.shape());
        this.cim = property.declared().name().text();
        this.code = ElementTexts.code(property.declared().type(), property.declared());
    }

    void emit() {
        if (isMapped()) {
            mapped();
        } else {
            accessor(describe(code + note()), shape.type(), property.name(), shape.read(VALUES, cim));
        }
        if (!property.covariant()) {
            shape.alternativeType().ifPresent(this::alternative);
        }
        if (property.settable()) {
            setters();
        }
    }

    private boolean isMapped() {
        return !property.constants().isEmpty();
    }

    private void mapped() {
        boolean array = property.shape().array();
        TypeName constants = plan.nested(property.constants());
        accessor(
                describe(code
                        + (array ? ". Values without a name are omitted." : ". Empty for a value without a name.")),
                ElementTexts.constant(constants, array),
                property.name(),
                CodeBlock.of("values().$L($Z$S,$W$T.class)", array ? "constants" : "constant", cim, constants));
        accessor(
                new JavadocText().paragraph(code + " as the server sent it, including ranges and unknown values."),
                shape.type(),
                property.name() + "Value",
                shape.read(VALUES, cim));
    }

    private void alternative(TypeName returned) {
        boolean unsigned = property.shape().kind() == JavaShape.Kind.UNSIGNED;
        accessor(
                new JavadocText()
                        .paragraph(code + (unsigned ? " as an exact unsigned number." : ", if it is an interval.")),
                returned,
                property.name() + property.shape().alternativeSuffix(),
                shape.readAlternative(VALUES, cim));
    }

    private JavadocText describe(String paragraph) {
        return ElementTexts.describe(property.declared(), "The property " + cim + ".")
                .paragraph(paragraph);
    }

    private String note() {
        if (property.shape().required()) {
            return ", a key.";
        }
        return switch (property.shape().kind()) {
            case UNSIGNED -> ", as 64 bits. Values above {@link Long#MAX_VALUE} are negative numbers.";
            case DATETIME -> ", if it is a timestamp.";
            default -> ".";
        };
    }

    private void accessor(JavadocText doc, TypeName returned, String name, CodeBlock expression) {
        MethodSpec.Builder accessor = MethodSpec.methodBuilder(name)
                .addJavadoc(doc.facts(property.declared()).block(1))
                .addAnnotations(ElementTexts.deprecation(property.declared()))
                .addModifiers(Modifier.PUBLIC)
                .returns(returned)
                .addStatement("return $L", expression);
        if (property.covariant()) {
            accessor.addAnnotation(JavaTypes.OVERRIDE);
        }
        type.addMethod(accessor.build());
    }

    private void setters() {
        String name = "set" + JavaNames.capitalized(property.name());
        CodeBlock value = CodeBlock.of("value");
        if (isMapped()) {
            TypeName constants = plan.nested(property.constants());
            setter(property.shape().array() ? JavaTypes.list(constants) : constants, name, value);
        }
        setter(shape.settable(), isMapped() ? name + "Value" : name, shape.written());
        if (property.shape().hasAlternative()) {
            setter(shape.alternativeSettable(), name + property.shape().alternativeSuffix(), value);
        }
    }

    private void setter(TypeName settable, String name, CodeBlock value) {
        type.addMethod(MethodSpec.methodBuilder(name)
                .addJavadoc(new JavadocText()
                        .paragraph("Sets " + code + " in this object, not on the server. A null value sets NULL.")
                        .facts(ElementTexts.onlyDeprecated(property.declared()))
                        .block(1))
                .addAnnotations(ElementTexts.deprecation(property.declared()))
                .addModifiers(Modifier.PUBLIC)
                .addParameter(settable, "value")
                .addStatement("set($Z$S,$W$L)", cim, value)
                .build());
    }
}
