package dev.wsman;

/**
 * Selects the classes whose instances an enumeration returns, and the properties of these instances. The constants are
 * the three hierarchy flags of {@code IWSManSession::Enumerate}, sent as {@code wsmb:PolymorphismMode} (DSP0227).
 */
public enum Hierarchy {
    /**
     * Instances of the class and of its subclasses, each with all its properties. This is the default, for which
     * nothing is sent.
     */
    DEEP,
    /** Instances of the class itself only: {@code None} on the wire. */
    SHALLOW,
    /**
     * Instances of subclasses too, but only the properties of the class that was named: {@code
     * ExcludeSubClassProperties}.
     */
    DEEP_BASE_PROPERTIES_ONLY
}
