package dev.wsman.testkit.model;

/**
 * The declaration of a property.
 *
 * <pre>{@code
 * PropertyDeclaration.of("Name", DataType.STRING).asKey()
 * PropertyDeclaration.of("Sizes", DataType.UINT32).asArray().asWritable()
 * }</pre>
 *
 * @param name the name in the schema; names compare without regard to case
 * @param type its data type
 * @param array whether it holds a list
 * @param key whether it is a key, and so a selector of an instance
 * @param writable whether Put may change it
 */
public record PropertyDeclaration(String name, DataType type, boolean array, boolean key, boolean writable) {

    public static PropertyDeclaration of(String name, DataType type) {
        return new PropertyDeclaration(name, type, false, false, false);
    }

    public PropertyDeclaration asKey() {
        return new PropertyDeclaration(name, type, array, true, writable);
    }

    public PropertyDeclaration asArray() {
        return new PropertyDeclaration(name, type, true, key, writable);
    }

    public PropertyDeclaration asWritable() {
        return new PropertyDeclaration(name, type, array, key, true);
    }
}
