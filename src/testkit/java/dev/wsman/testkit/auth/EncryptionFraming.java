package dev.wsman.testkit.auth;

/** How a server frames encrypted messages. The bytes inside the frame depend on the security mechanism. */
public enum EncryptionFraming {
    /**
     * Headers of a part start with a TAB, and nothing follows the line of the last boundary. AES tokens of Kerberos
     * are rotated.
     */
    WINDOWS("\t", "", "\r\n", true),
    /**
     * Headers have no TABs, and an empty line follows the last boundary. Closes the connection if a client sends a
     * TAB or no charset.
     */
    OMI("", "", "\r\n\r\n", false),
    /** As Windows, with a line break between the cipher text and the boundary, which some gateways insert. */
    WITH_LINE_BREAKS("\t", "\r\n", "\r\n", true);

    private final String indent;
    private final String beforeBoundary;
    private final String end;
    private final boolean rotates;

    EncryptionFraming(String indent, String beforeBoundary, String end, boolean rotates) {
        this.indent = indent;
        this.beforeBoundary = beforeBoundary;
        this.end = end;
        this.rotates = rotates;
    }

    String indent() {
        return indent;
    }

    String beforeBoundary() {
        return beforeBoundary;
    }

    String end() {
        return end;
    }

    boolean rotates() {
        return rotates;
    }

    boolean isStrict() {
        return this == OMI;
    }
}
