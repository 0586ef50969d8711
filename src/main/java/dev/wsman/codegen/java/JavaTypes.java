package dev.wsman.codegen.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;

/** The types of other packages that generated source uses. */
final class JavaTypes {
    static final ClassName BIG_INTEGER = ClassName.get("java.math", "BigInteger");
    static final ClassName BOOLEAN = ClassName.get("java.lang", "Boolean");
    static final ClassName CHARACTER = ClassName.get("java.lang", "Character");
    static final ClassName DEPRECATED = ClassName.get("java.lang", "Deprecated");
    static final ClassName DOUBLE = ClassName.get("java.lang", "Double");
    static final ClassName DURATION = ClassName.get("java.time", "Duration");
    static final ClassName INTEGER = ClassName.get("java.lang", "Integer");
    static final ClassName LIST = ClassName.get("java.util", "List");
    static final ClassName LONG = ClassName.get("java.lang", "Long");
    static final ClassName OFFSET_DATE_TIME = ClassName.get("java.time", "OffsetDateTime");
    static final ClassName OPTIONAL = ClassName.get("java.util", "Optional");
    static final ClassName OPTIONAL_DOUBLE = ClassName.get("java.util", "OptionalDouble");
    static final ClassName OPTIONAL_INT = ClassName.get("java.util", "OptionalInt");
    static final ClassName OPTIONAL_LONG = ClassName.get("java.util", "OptionalLong");
    static final ClassName OVERRIDE = ClassName.get("java.lang", "Override");
    static final ClassName STRING = ClassName.get("java.lang", "String");
    static final ClassName SUPPRESS_WARNINGS = ClassName.get("java.lang", "SuppressWarnings");

    static final ClassName CIM_ENUM = ClassName.get("dev.wsman.cim", "CimEnum");
    static final ClassName CIM_INPUT = ClassName.get("dev.wsman.cim", "CimInput");
    static final ClassName CIM_OBJECT = ClassName.get("dev.wsman.cim", "CimObject");
    static final ClassName CIM_OUTPUT = ClassName.get("dev.wsman.cim", "CimOutput");
    static final ClassName CIM_PACKAGE = ClassName.get("dev.wsman.cim", "CimPackage");
    static final ClassName CIM_TYPE = ClassName.get("dev.wsman.cim", "CimType");
    static final ClassName CIM_VALUES = ClassName.get("dev.wsman.cim", "CimValues");
    static final ClassName REF = ClassName.get("dev.wsman.cim", "Ref");
    static final ClassName INSTANCE = ClassName.get("dev.wsman", "Instance");
    static final ClassName ORIGIN = ClassName.get("dev.wsman", "ViewFactory", "Origin");
    static final ClassName RESOURCE_LOCATOR = ClassName.get("dev.wsman", "ResourceLocator");
    static final ClassName RESOURCE_OPERATIONS = ClassName.get("dev.wsman", "ResourceOperations");

    private JavaTypes() {}

    static TypeName optional(TypeName one) {
        return ParameterizedTypeName.get(OPTIONAL, one);
    }

    static TypeName list(TypeName one) {
        return ParameterizedTypeName.get(LIST, one);
    }
}
