package dev.wsman.codegen.java;

import static dev.wsman.codegen.java.JavaTypes.list;
import static dev.wsman.codegen.java.JavaTypes.optional;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.WildcardTypeName;
import dev.wsman.codegen.java.JavaShape.Kind;
import java.util.Optional;

/**
 * The Java types and expressions for a shape.
 *
 * @param shape the shape
 * @param target the name in the source for the class of a reference's target or an embedded instance
 */
record TypedShape(JavaShape shape, ClassName target) {

    private Kind kind() {
        return shape.kind();
    }

    /** Returns the type of one value as an object. */
    private TypeName boxed() {
        return switch (kind()) {
            case BOOLEAN -> JavaTypes.BOOLEAN;
            case INT -> JavaTypes.INTEGER;
            case LONG, UNSIGNED -> JavaTypes.LONG;
            case DOUBLE -> JavaTypes.DOUBLE;
            case CHARACTER -> JavaTypes.CHARACTER;
            case TEXT -> JavaTypes.STRING;
            case DATETIME -> JavaTypes.OFFSET_DATE_TIME;
            case REFERENCE -> ParameterizedTypeName.get(JavaTypes.REF, WildcardTypeName.subtypeOf(target));
            case EMBEDDED -> target;
            case OCTET_STRING -> ArrayTypeName.of(TypeName.BYTE);
        };
    }

    private TypeName plain() {
        return switch (kind()) {
            case BOOLEAN, INT, LONG, UNSIGNED, DOUBLE, CHARACTER -> boxed().unbox();
            default -> boxed();
        };
    }

    /** Returns the return type of the accessor of the value as sent. */
    TypeName type() {
        if (kind() == Kind.OCTET_STRING) {
            return plain();
        } else if (shape.array()) {
            return list(boxed());
        } else if (shape.required()) {
            return plain();
        }
        return switch (kind()) {
            case INT -> JavaTypes.OPTIONAL_INT;
            case LONG, UNSIGNED -> JavaTypes.OPTIONAL_LONG;
            case DOUBLE -> JavaTypes.OPTIONAL_DOUBLE;
            default -> optional(boxed());
        };
    }

    /** Returns the parameter type of the setter. */
    TypeName settable() {
        if (kind() == Kind.OCTET_STRING || !shape.array()) {
            return boxed();
        }
        return list(kind() == Kind.EMBEDDED ? WildcardTypeName.subtypeOf(target) : boxed());
    }

    /** Returns the expression that reads the value as sent from {@code from}. */
    CodeBlock read(CodeBlock from, String property) {
        return required(from, property, call(from, reader(), property));
    }

    private String reader() {
        return switch (kind()) {
            case BOOLEAN -> "bool";
            case INT -> "integer";
            case LONG -> "number";
            case UNSIGNED -> "unsigned";
            case DOUBLE -> "real";
            case CHARACTER -> "character";
            case TEXT -> "text";
            case DATETIME -> "dateTime";
            case REFERENCE -> "reference";
            case EMBEDDED -> "embedded";
            case OCTET_STRING -> "octets";
        };
    }

    private ClassName alternative() {
        return kind() == Kind.UNSIGNED ? JavaTypes.BIG_INTEGER : JavaTypes.DURATION;
    }

    /** Returns the return type of the second accessor; empty if there is none. */
    Optional<TypeName> alternativeType() {
        if (!shape.hasAlternative()) {
            return Optional.empty();
        } else if (shape.array()) {
            return Optional.of(list(alternative()));
        }
        return Optional.of(shape.required() && kind() == Kind.UNSIGNED ? alternative() : optional(alternative()));
    }

    TypeName alternativeSettable() {
        return shape.array() ? list(alternative()) : alternative();
    }

    CodeBlock readAlternative(CodeBlock from, String property) {
        CodeBlock call = call(from, kind() == Kind.UNSIGNED ? "exact" : "interval", property);
        return kind() == Kind.UNSIGNED ? required(from, property, call) : call;
    }

    /** Returns the expression that converts a setter's {@code value} to the value that is sent. */
    CodeBlock written() {
        return kind() == Kind.UNSIGNED
                ? CodeBlock.of("$T.unsigned(value)", JavaTypes.CIM_VALUES)
                : CodeBlock.of("value");
    }

    private CodeBlock required(CodeBlock from, String property, CodeBlock call) {
        return shape.required() ? CodeBlock.of("$L.required($Z$S,$W$L)", from, property, call) : call;
    }

    private CodeBlock call(CodeBlock from, String reader, String property) {
        CodeBlock end = shape.target().isEmpty() ? CodeBlock.of("") : CodeBlock.of(",$W$T.class", target);
        return CodeBlock.of("$L.$L($Z$S$L)", from, reader + (shape.array() ? "s" : ""), property, end);
    }
}
