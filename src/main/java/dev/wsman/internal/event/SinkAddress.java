package dev.wsman.internal.event;

import static dev.wsman.internal.xml.Namespaces.ADDRESSING;
import static dev.wsman.internal.xml.Namespaces.EVENTING;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Where a source delivers.
 *
 * @param url the URL, whose path identifies the subscription
 * @param identifier the {@code wse:Identifier} that each delivery has as a header
 * @param policy how the source authenticates to the sink; null to leave that to the source
 */
public record SinkAddress(
        String url, String identifier, @Nullable SinkPolicy policy) {
    private static final String PROFILES = "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/";

    /**
     * The authentication of Windows sources to a sink.
     *
     * @param issuerThumbprint the SHA-1 fingerprint of the authority that issued the sources' certificates, in
     *     hexadecimal; null for Kerberos
     */
    public record SinkPolicy(@Nullable String issuerThumbprint) {
        private static final String POLICY = "http://schemas.xmlsoap.org/ws/2002/12/policy";
        /** Windows accepts only this namespace, and not the one in the text of MS-WSMV. */
        private static final String AUTHENTICATION = Namespaces.WINDOWS + "authentication";

        private Tree element(String url) {
            TreeBuilder authentication = Tree.builder(AUTHENTICATION, "Authentication", "auth");
            if (issuerThumbprint == null) {
                authentication.attribute("Profile", profile(url, "spnego-kerberos"));
            } else {
                Tree thumbprint = Tree.builder(AUTHENTICATION, "Thumbprint", "auth")
                        .attribute("Role", "issuer")
                        .text(issuerThumbprint)
                        .build();
                authentication
                        .attribute("Profile", profile(url, "mutual"))
                        .child(Tree.builder(AUTHENTICATION, "ClientCertificate", "auth")
                                .child(thumbprint)
                                .build());
            }
            Tree all = policy("All").child(authentication.build()).build();
            return policy("Policy")
                    .child(policy("ExactlyOne").child(all).build())
                    .build();
        }

        private static TreeBuilder policy(String name) {
            return Tree.builder(POLICY, name, "c");
        }
    }

    /**
     * Returns {@code wse:NotifyTo}.
     *
     * @param windows whether the source is Windows, which sends the identifier as a reference property; openwsman
     *     copies only reference parameters
     */
    Tree notifyTo(boolean windows) {
        TreeBuilder notifyTo = reference("NotifyTo", windows);
        if (policy != null && windows) {
            notifyTo.child(policy.element(url));
        }
        return notifyTo.build();
    }

    /** Returns {@code wse:EndTo}. */
    Tree endTo(boolean windows) {
        return reference("EndTo", windows).build();
    }

    private TreeBuilder reference(String name, boolean windows) {
        Tree parameters = Tree.builder(ADDRESSING, windows ? "ReferenceProperties" : "ReferenceParameters", "a")
                .child(EVENTING, "Identifier", "e", identifier)
                .build();
        return Tree.builder(EVENTING, name, "e")
                .child(ADDRESSING, "Address", "a", url)
                .child(parameters);
    }

    /** Returns a text without the URL, whose path contains the token. */
    @Override
    public String toString() {
        return "SinkAddress[" + identifier + "]";
    }

    /** Returns the {@code Profile} of {@code wsman:Auth} for a scheme. */
    static String profile(String url, String scheme) {
        return PROFILES + (url.regionMatches(true, 0, "https:", 0, 6) ? "https/" : "http/") + scheme;
    }
}
