package dev.wsman;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the {@link ViewFactory} of a class of views and of its subclasses. */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ViewedBy {

    /** The factory: a class that implements {@link ViewFactory} and has a public constructor without parameters. */
    Class<?> value();
}
