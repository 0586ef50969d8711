package dev.wsman.codegen.java;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.TypeName;
import dev.wsman.codegen.model.CimDataType;
import dev.wsman.codegen.model.CimElement;
import dev.wsman.codegen.model.CimParameter;
import dev.wsman.codegen.model.CimPrimitive;
import dev.wsman.codegen.model.CimQualifier;
import java.util.List;
import java.util.Optional;

/** Comments and annotations of a declared element, for all emitters. */
final class ElementTexts {
    private ElementTexts() {}

    /** Returns a comment that begins with the description of the element, or with another sentence if it has none. */
    static JavadocText describe(CimElement element, String otherwise) {
        Optional<String> description = element.text("Description").filter(text -> !text.isBlank());
        JavadocText doc = new JavadocText();
        return description.isPresent() ? doc.text(description.get()) : doc.paragraph(otherwise);
    }

    /** Returns the first sentence of the description of an element. */
    static String summary(CimElement element) {
        String text =
                element.text("Description").orElse("").replaceAll("\\s+", " ").strip();
        int end = text.indexOf(". ");
        String first = end > 0 ? text.substring(0, end + 1) : text;
        return first.isEmpty() ? "the parameter " + element.name() : first;
    }

    /** Returns the type and name of an element as inline code. */
    static String code(CimDataType type, CimElement element) {
        return "{@code " + JavadocText.escape(type.toString()) + " " + element.name() + "}";
    }

    /** Returns the annotation of a deprecated element; empty for others. */
    static List<AnnotationSpec> deprecation(CimElement element) {
        return JavadocText.isDeprecated(element)
                ? List.of(AnnotationSpec.builder(JavaTypes.DEPRECATED).build())
                : List.of();
    }

    /** Returns the element without other facts than its deprecation, for the comments of setters. */
    static CimElement onlyDeprecated(CimElement element) {
        return CimParameter.of(
                element.name().text(),
                CimDataType.of(CimPrimitive.STRING),
                element.qualifier("Deprecated").stream().toArray(CimQualifier[]::new));
    }

    /** Returns the type of an accessor that returns enum constants. */
    static TypeName constant(TypeName constants, boolean array) {
        return array ? JavaTypes.list(constants) : JavaTypes.optional(constants);
    }
}
