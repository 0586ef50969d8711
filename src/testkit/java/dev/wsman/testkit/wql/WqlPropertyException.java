package dev.wsman.testkit.wql;

/** A query names a property that the class does not have, or compares one with a value of an incompatible type. */
public final class WqlPropertyException extends WqlException {
    private static final long serialVersionUID = 1L;

    private final String property;

    WqlPropertyException(String className, String property, String problem) {
        super("property " + property + " of " + className + " " + problem);
        this.property = property;
    }

    static WqlPropertyException unknown(String className, String property) {
        return new WqlPropertyException(className, property, "does not exist");
    }

    /** The property as the query has it. */
    public String property() {
        return property;
    }
}
