package dev.wsman.testkit.wql;

/** A query names a property that the class does not have, or compares one with what it cannot be compared with. */
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

    /** The property as the query names it. */
    public String property() {
        return property;
    }
}
