package dev.wsman.testkit.protocol;

import java.util.List;

/** Identify (DSP0226 11): describes the service. A client without credentials learns only the protocol version. */
final class IdentifyOperation {
    private static final String PROFILE = "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/";

    private final ServerQuirks quirks;
    private final List<String> profiles;

    IdentifyOperation(ServerQuirks quirks, List<String> profiles) {
        this.quirks = quirks;
        this.profiles = profiles;
    }

    String reply(boolean anonymous) {
        ReplyBuilder reply = ReplyBuilder.plain(quirks);
        XmlTextWriter body = reply.body()
                .open(
                        quirks.has(ServerQuirk.IDENTIFY_IN_SOAP_NAMESPACE)
                                ? ServiceNamespaces.SOAP
                                : ServiceNamespaces.IDENTITY,
                        "IdentifyResponse");
        body.element(ServiceNamespaces.IDENTITY, "ProtocolVersion", ServiceNamespaces.WSMAN);
        if (!anonymous) {
            body.element(ServiceNamespaces.IDENTITY, "ProductVendor", quirks.vendor());
            body.element(ServiceNamespaces.IDENTITY, "ProductVersion", quirks.version());
            securityProfiles(body);
        }
        body.close();
        return reply.envelope();
    }

    private void securityProfiles(XmlTextWriter body) {
        if (!profiles.isEmpty()) {
            body.open(ServiceNamespaces.IDENTITY, "SecurityProfiles");
            profiles.forEach(
                    profile -> body.element(ServiceNamespaces.IDENTITY, "SecurityProfileName", PROFILE + profile));
            body.close();
        }
    }
}
