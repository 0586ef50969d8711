package dev.wsman.internal.transport.auth;

import java.util.Locale;

/**
 * How the service principal of a target is named.
 *
 * @param serviceClass {@code HTTP} (what Windows registers), {@code WSMAN} or {@code host}
 * @param withPort whether the port stands behind the host, as the policy EnableSPNServerPort wants it
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

    /** The name for that target, such as {@code HTTP/server.example.org}. */
    public String of(AuthenticationTarget target) {
        String host = target.host().toLowerCase(Locale.ROOT);
        return serviceClass + "/" + host + (withPort ? ":" + target.port() : "");
    }
}
