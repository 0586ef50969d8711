package dev.wsman.internal.transport.auth;

import java.util.Locale;

/**
 * The form of a target's service principal name.
 *
 * @param serviceClass {@code HTTP} (which Windows registers), {@code WSMAN} or {@code host}
 * @param withPort whether the port follows the host, as with the policy EnableSPNServerPort
 */
public record ServiceName(String serviceClass, boolean withPort) {
    /** {@code HTTP/host}. */
    public static final ServiceName HTTP = new ServiceName("HTTP", false);

    public ServiceName {
        if (serviceClass.isBlank() || serviceClass.contains("/") || serviceClass.contains("@")) {
            throw new IllegalArgumentException(
                    "serviceClass must be a name without / and @, was \"" + serviceClass + '"');
        }
    }

    /** Returns the name for that target, such as {@code HTTP/server.example.org}. */
    public String of(AuthenticationTarget target) {
        String host = target.host().toLowerCase(Locale.ROOT);
        return serviceClass + "/" + host + (withPort ? ":" + target.port() : "");
    }
}
