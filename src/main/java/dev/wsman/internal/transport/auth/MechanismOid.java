package dev.wsman.internal.transport.auth;

import java.util.HexFormat;

/** The object identifiers of the negotiation, each with its dotted name and its DER content bytes. */
public enum MechanismOid {
    SPNEGO("1.3.6.1.5.5.2", "2b0601050502"),
    KERBEROS("1.2.840.113554.1.2.2", "2a864886f712010202"),
    /**
     * The identifier that Windows uses for Kerberos, since Windows 2000 truncated a number of the standard one. Some
     * servers select it.
     */
    KERBEROS_MICROSOFT("1.2.840.48018.1.2.2", "2a864882f712010202"),
    NTLM("1.3.6.1.4.1.311.2.2.10", "2b06010401823702020a");

    private final String dotted;
    private final byte[] content;

    MechanismOid(String dotted, String content) {
        this.dotted = dotted;
        this.content = HexFormat.of().parseHex(content);
    }

    public byte[] content() {
        return content.clone();
    }

    public String dotted() {
        return dotted;
    }
}
