package dev.wsman.codegen.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the enum of the values that a ValueMap names. */
final class EnumEmitter {
    private static final List<String> FIELDS = List.of("value", "label");

    private EnumEmitter() {}

    /** Returns the enum of the constants of an element with a CIM name. */
    static TypeSpec of(String name, EnumConstants constants, String cim) {
        TypeSpec.Builder type = TypeSpec.enumBuilder(name)
                .addModifiers(Modifier.PUBLIC)
                .addSuperinterface(JavaTypes.CIM_ENUM)
                .addJavadoc(new JavadocText()
                        .paragraph("The named values of {@code " + cim + "}. A server may send other values.")
                        .block(1));
        constants.all().forEach(constant -> type.addEnumConstant(constant.name(), constant(constant)));
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
        for (String field : FIELDS) {
            type.addField(FieldSpec.builder(JavaTypes.STRING, field, Modifier.PRIVATE, Modifier.FINAL)
                    .build());
            constructor.addParameter(JavaTypes.STRING, field).addStatement("this.$N = $N", field, field);
        }
        type.addMethod(constructor.build());
        for (String field : FIELDS) {
            type.addMethod(MethodSpec.methodBuilder(field)
                    .addAnnotation(JavaTypes.OVERRIDE)
                    .addModifiers(Modifier.PUBLIC)
                    .returns(JavaTypes.STRING)
                    .addStatement("return $N", field)
                    .build());
        }
        return type.build();
    }

    private static TypeSpec constant(EnumConstants.Constant constant) {
        String text = constant.value() + ": " + constant.label().replaceAll("\\s+", " ");
        CodeBlock value = SourceText.literal(constant.value());
        CodeBlock label = SourceText.literal(constant.label());
        return TypeSpec.anonymousClassBuilder(CodeBlock.of("$Z$L,$W$L", value, label))
                .addJavadoc(
                        new JavadocText().paragraph(JavadocText.escape(text)).block(2))
                .build();
    }
}
