package dev.wsman.cim;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The CIM class that a generated class represents, and its resource URI. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface CimType {

    /** Returns the name of the CIM class. */
    String name();

    /** Returns the resource URI of the class. */
    String resourceUri();

    /**
     * Returns the CIM namespace, which is sent as the selector {@code __cimnamespace} unless the URI contains it; empty
     * if unknown.
     */
    String namespace() default "";

    /** Returns the names of the keys, including inherited ones, in their order. */
    String[] keys() default {};
}
