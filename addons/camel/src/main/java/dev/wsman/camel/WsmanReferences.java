package dev.wsman.camel;

/** Whether an enumeration returns instances, their locators, or both. */
public enum WsmanReferences {
    /** Only instances. */
    NONE,
    /** Only locators ({@link dev.wsman.ResourceLocator}). */
    ONLY,
    /** Both, as {@link dev.wsman.Referenced}, for operations that follow on the same instance. */
    BOTH
}
