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

/** What the emitters have in common: comments and annotations of a declared element. */
final class ElementTexts {
    private ElementTexts() {}

    /** A comment that begins with the element's description, or with another sentence if it has none. */
    static JavadocText describe(CimElement element, String otherwise) {
        Optional<String> description = element.text("Description").filter(text -> !text.isBlank());
        JavadocText doc = new JavadocText();
        return description.isPresent() ? doc.text(description.get()) : doc.paragraph(otherwise);
    }

    /** The first sentence of an element's description. */
    static String summary(CimElement element) {
        String text =
                element.text("Description").orElse("").replaceAll("\\s+", " ").strip();
        int end = text.indexOf(". ");
        String first = end > 0 ? text.substring(0, end + 1) : text;
        return first.isEmpty() ? "the parameter " + element.name() : first;
    }

    /** The type and name of an element as inline code. */
    static String code(CimDataType type, CimElement element) {
        return "{@code " + JavadocText.escape(type.toString()) + " " + element.name() + "}";
    }

    /** The annotation of a deprecated element; none for others. */
    static List<AnnotationSpec> deprecation(CimElement element) {
        return JavadocText.isDeprecated(element)
                ? List.of(AnnotationSpec.builder(JavaTypes.DEPRECATED).build())
                : List.of();
    }

    /** The element without its other facts, which the comments of setters leave out. */
    static CimElement onlyDeprecated(CimElement element) {
        return CimParameter.of(
                element.name().text(),
                CimDataType.of(CimPrimitive.STRING),
                element.qualifier("Deprecated").stream().toArray(CimQualifier[]::new));
    }

    /** The type of a value by its name. */
    static TypeName constant(TypeName constants, boolean array) {
        return array ? JavaTypes.list(constants) : JavaTypes.optional(constants);
    }
}
