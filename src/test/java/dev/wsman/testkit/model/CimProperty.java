package dev.wsman.testkit.model;

/**
 * The declaration of one property.
 *
 * @param name as it stands in the schema; compared without regard to case
 * @param type its data type
 * @param array whether it holds a list
 * @param key whether it is one of the selectors of an instance
 * @param writable whether Put may change it
 */
public record CimProperty(String name, CimType type, boolean array, boolean key, boolean writable) {

    public static CimProperty of(String name, CimType type) {
        return new CimProperty(name, type, false, false, false);
    }

    public CimProperty asKey() {
        return new CimProperty(name, type, array, true, writable);
    }

    public CimProperty asArray() {
        return new CimProperty(name, type, true, key, writable);
    }

    public CimProperty asWritable() {
        return new CimProperty(name, type, array, key, true);
    }
}
