package dev.wsman.internal.transport.auth;

/**
 * A user's name, split as Windows does.
 *
 * @param user the name to send: without the domain of {@code DOMAIN\\user}, whole for {@code user@domain}
 * @param domain the domain before the backslash; empty if there is none, {@code .} for the server's own accounts
 */
public record WindowsAccount(String user, String domain) {
    public static WindowsAccount parse(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("user must not be blank");
        }
        int backslash = name.indexOf('\\');
        return backslash < 0
                ? new WindowsAccount(name, "")
                : new WindowsAccount(name.substring(backslash + 1), name.substring(0, backslash));
    }
}
