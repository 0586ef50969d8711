package dev.wsman.internal.json;

/**
 * A value with a JSON form. The classes that the public API's values have at run time implement it, because the
 * annotation with the class of a serializer must not be on a public class: javac warns about it
 * ({@code -Xlint:classfile}) when an application is compiled without JSON-B.
 */
public interface JsonForm {
    /** Returns what is written to JSON: a Map or a String. */
    Object toJson();
}
