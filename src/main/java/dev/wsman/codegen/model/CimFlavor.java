package dev.wsman.codegen.model;

/**
 * How a qualifier behaves in subclasses and in other languages (DSP0004 §5.6.1.3).
 *
 * @param overridable whether a subclass may give another value ({@code EnableOverride})
 * @param toSubclass whether subclasses inherit it ({@code ToSubclass}, as opposed to {@code Restricted})
 * @param translatable whether its text may be translated ({@code Translatable}; Windows calls it {@code Amended})
 */
public record CimFlavor(boolean overridable, boolean toSubclass, boolean translatable) {
    /** The flavor if none is declared: {@code EnableOverride, ToSubclass}. */
    public static final CimFlavor DEFAULT = new CimFlavor(true, true, false);
}
