package dev.wsman.cim;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which CIM class a generated class is, and where it is served. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface CimType {

    /** The name of the CIM class. */
    String name();

    /** The resource URI of the class. */
    String resourceUri();

    /** The CIM namespace, sent as the selector {@code __cimnamespace} unless the URI tells it; empty where not known. */
    String namespace() default "";

    /** The names of the keys, inherited ones included, in their order. */
    String[] keys() default {};
}
