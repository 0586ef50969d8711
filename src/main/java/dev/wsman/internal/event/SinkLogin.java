package dev.wsman.internal.event;

import static dev.wsman.internal.xml.Namespaces.ADDRESSING;

import dev.wsman.internal.transport.auth.Secret;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeBuilder;
import java.util.Arrays;

/**
 * How a source authenticates to a sink by user and password: the token in the header of Subscribe and the profile in
 * its Delivery (DSP0226 clause 10.2.9.1). openwsman sends the password when the sink has replied with 401.
 */
public final class SinkLogin {
    private static final String TRUST = "http://schemas.xmlsoap.org/ws/2005/02/trust";
    private static final String WSS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-";
    private static final String SECURITY = WSS + "wssecurity-secext-1.0.xsd";
    private static final String TOKEN_TYPE = WSS + "username-token-profile-1.0#UsernameToken";
    private static final String POLICY = "http://schemas.xmlsoap.org/ws/2004/09/policy";

    private final String user;
    private final Secret password;

    /** Creates the login of a user; copies the password. */
    public SinkLogin(String user, char[] password) {
        this.user = user;
        this.password = new Secret(password);
    }

    /** Returns the same login with a password of its own. */
    public SinkLogin copy() {
        char[] characters = password.copy();
        try {
            return new SinkLogin(user, characters);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    /** Wipes the password. */
    public void close() {
        password.close();
    }

    /** Returns {@code wst:IssuedTokens} for the sink at a URL. */
    Tree issuedTokens(String url) {
        Tree reference = Tree.builder(ADDRESSING, "EndpointReference", "a")
                .child(ADDRESSING, "Address", "a", url)
                .build();
        Tree response = trust("RequestSecurityTokenResponse")
                .child(TRUST, "TokenType", "wst", TOKEN_TYPE)
                .child(trust("RequestedSecurityToken").child(userToken()).build())
                .child(Tree.builder(POLICY, "AppliesTo", "wsp").child(reference).build())
                .build();
        return trust("IssuedTokens").child(response).build();
    }

    private Tree userToken() {
        char[] characters = password.copy();
        try {
            return security("UsernameToken")
                    .child(SECURITY, "Username", "wsse", user)
                    .child(SECURITY, "Password", "wsse", new String(characters))
                    .build();
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    /** Returns {@code wsman:Auth}. Intel AMT authenticates by Digest only, openwsman by Basic. */
    static Tree auth(String url, boolean digest) {
        return Tree.builder(Namespaces.WSMAN, "Auth", "w")
                .attribute("Profile", SinkAddress.profile(url, digest ? "digest" : "basic"))
                .build();
    }

    private static TreeBuilder trust(String name) {
        return Tree.builder(TRUST, name, "wst");
    }

    private static TreeBuilder security(String name) {
        return Tree.builder(SECURITY, name, "wsse");
    }

    /** Returns a text without the password. */
    @Override
    public String toString() {
        return "SinkLogin[" + user + "]";
    }
}
