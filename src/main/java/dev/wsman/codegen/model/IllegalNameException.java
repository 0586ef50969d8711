package dev.wsman.codegen.model;

/**
 * A class, superclass, reference class, property, method, parameter or qualifier has a name that DSP0004 does not
 * allow. The message shows the name with control characters escaped. Immutable.
 */
public final class IllegalNameException extends DeclarationException {
    private static final long serialVersionUID = 1L;

    /** The maximum number of characters of the name in the message. */
    private static final int SHOWN = 80;

    IllegalNameException(String name, String problem) {
        super(quoted(name), problem);
    }

    IllegalNameException(String source, String name, String problem) {
        super(source, quoted(name) + ": " + problem);
    }

    private static String quoted(String name) {
        return "'" + PrintableText.of(name, SHOWN) + "'";
    }
}
