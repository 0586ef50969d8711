package dev.wsman.cim;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Lists the generated classes of a package with the CIM classes that they represent. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PACKAGE)
public @interface CimPackage {

    /**
     * Returns entries of the form {@code CIM_Class=JavaClass}. A CIM class that was not generated is listed with its
     * nearest ancestor that was.
     */
    String[] value();
}
