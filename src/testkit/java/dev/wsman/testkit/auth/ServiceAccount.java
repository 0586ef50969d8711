package dev.wsman.testkit.auth;

/**
 * A user whom the service accepts.
 *
 * @param scheme the HTTP authentication scheme: {@code Negotiate}, which is NTLM here, CredSSP, Digest or Basic
 * @param user the user, with its domain if it has one
 * @param password the password
 */
public record ServiceAccount(String scheme, String user, String password) {

    /** Returns the scheme and the user, without the password. */
    @Override
    public String toString() {
        return scheme + " " + user;
    }
}
