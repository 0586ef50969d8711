package dev.wsman.cim;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which generated class stands for which CIM class, on the package they were generated into. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PACKAGE)
public @interface CimPackage {

    /** One {@code CIM_Class=JavaClass} each; a class that was not generated stands with its nearest ancestor that was. */
    String[] value();
}
