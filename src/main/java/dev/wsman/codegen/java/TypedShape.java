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
 * The Java types and expressions of a shape.
 *
 * @param shape the shape
 * @param target how the source names the class a reference points to, or an embedded instance is of
 */
record TypedShape(JavaShape shape, ClassName target) {

    private Kind kind() {
        return shape.kind();
    }

    /** The type of one value as an object. */
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
            case OCTETS -> ArrayTypeName.of(TypeName.BYTE);
        };
    }

    private TypeName plain() {
        return switch (kind()) {
            case BOOLEAN, INT, LONG, UNSIGNED, DOUBLE, CHARACTER -> boxed().unbox();
            default -> boxed();
        };
    }

    /** The return type of the accessor of the value as sent. */
    TypeName type() {
        if (kind() == Kind.OCTETS) {
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

    /** What a setter takes; null makes the property NULL. */
    TypeName settable() {
        if (kind() == Kind.OCTETS || !shape.array()) {
            return boxed();
        }
        return list(kind() == Kind.EMBEDDED ? WildcardTypeName.subtypeOf(target) : boxed());
    }

    /** The expression that reads the value as sent from {@code from}. */
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
            case OCTETS -> "octets";
        };
    }

    private ClassName other() {
        return kind() == Kind.UNSIGNED ? JavaTypes.BIG_INTEGER : JavaTypes.DURATION;
    }

    /** The return type of the other accessor; empty if there is none. */
    Optional<TypeName> otherType() {
        if (!shape.hasOther()) {
            return Optional.empty();
        } else if (shape.array()) {
            return Optional.of(list(other()));
        }
        return Optional.of(shape.required() && kind() == Kind.UNSIGNED ? other() : optional(other()));
    }

    TypeName otherSettable() {
        return shape.array() ? list(other()) : other();
    }

    CodeBlock readOther(CodeBlock from, String property) {
        CodeBlock call = call(from, kind() == Kind.UNSIGNED ? "exact" : "interval", property);
        return kind() == Kind.UNSIGNED ? required(from, property, call) : call;
    }

    /** The expression of what a setter's {@code value} is on the wire. */
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
