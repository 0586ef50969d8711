package dev.wsman.testkit.protocol;

import java.util.List;

/** Identify (DSP0226 11): what the service is, and to a client without credentials only what it speaks. */
final class Identification {
    private static final String PROFILE = "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/";

    private final Manners manners;
    private final List<String> profiles;

    Identification(Manners manners, List<String> profiles) {
        this.manners = manners;
        this.profiles = profiles;
    }

    String answer(boolean anonymous) {
        Answer answer = Answer.plain(manners);
        XmlText body = answer.body()
                .open(
                        manners.has(Manner.IDENTIFY_IN_SOAP_NAMESPACE) ? Namespaces.SOAP : Namespaces.IDENTITY,
                        "IdentifyResponse");
        body.element(Namespaces.IDENTITY, "ProtocolVersion", Namespaces.WSMAN);
        if (!anonymous) {
            body.element(Namespaces.IDENTITY, "ProductVendor", manners.vendor());
            body.element(Namespaces.IDENTITY, "ProductVersion", manners.version());
            securityProfiles(body);
        }
        body.close();
        return answer.envelope();
    }

    private void securityProfiles(XmlText body) {
        if (!profiles.isEmpty()) {
            body.open(Namespaces.IDENTITY, "SecurityProfiles");
            profiles.forEach(profile -> body.element(Namespaces.IDENTITY, "SecurityProfileName", PROFILE + profile));
            body.close();
        }
    }
}
