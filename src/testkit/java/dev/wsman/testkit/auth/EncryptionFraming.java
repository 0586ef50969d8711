package dev.wsman.testkit.auth;

/** How a server frames sealed messages; the octets between are the mechanism's. */
public enum EncryptionFraming {
    /** Part headers behind a TAB, nothing after the last boundary but its line; AES tokens of Kerberos rotated. */
    WINDOWS("\t", "", "\r\n", true),
    /** No TABs, and an empty line at the end; drops the connection of a client that sends a TAB or no charset. */
    OMI("", "", "\r\n\r\n", false),
    /** TABs and a line break between the cipher text and the boundary, which some gateways insert. */
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
