package dev.wsman.testkit.protocol;

import java.util.List;

/** Identify (DSP0226 11): what the service is, and to a client without credentials only what it speaks. */
final class Identification {
    private static final String PROFILE = "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/";

    private final ServerQuirks manners;
    private final List<String> profiles;

    Identification(ServerQuirks manners, List<String> profiles) {
        this.manners = manners;
        this.profiles = profiles;
    }

    String answer(boolean anonymous) {
        ReplyBuilder answer = ReplyBuilder.plain(manners);
        XmlText body = answer.body()
                .open(
                        manners.has(ServerQuirk.IDENTIFY_IN_SOAP_NAMESPACE)
                                ? ServiceNamespaces.SOAP
                                : ServiceNamespaces.IDENTITY,
                        "IdentifyResponse");
        body.element(ServiceNamespaces.IDENTITY, "ProtocolVersion", ServiceNamespaces.WSMAN);
        if (!anonymous) {
            body.element(ServiceNamespaces.IDENTITY, "ProductVendor", manners.vendor());
            body.element(ServiceNamespaces.IDENTITY, "ProductVersion", manners.version());
            securityProfiles(body);
        }
        body.close();
        return answer.envelope();
    }

    private void securityProfiles(XmlText body) {
        if (!profiles.isEmpty()) {
            body.open(ServiceNamespaces.IDENTITY, "SecurityProfiles");
            profiles.forEach(
                    profile -> body.element(ServiceNamespaces.IDENTITY, "SecurityProfileName", PROFILE + profile));
            body.close();
        }
    }
}
