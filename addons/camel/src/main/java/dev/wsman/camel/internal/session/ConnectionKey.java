package dev.wsman.camel.internal.session;

import dev.wsman.camel.WsmanConfiguration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options that distinguish sessions. Two keys are equal if all options are; objects such as credentials are
 * compared by their own {@code equals}.
 */
final class ConnectionKey {
    private final List<@Nullable Object> options;

    private ConnectionKey(List<@Nullable Object> options) {
        this.options = options;
    }

    static ConnectionKey of(WsmanConfiguration of) {
        return new ConnectionKey(Collections.unmodifiableList(Arrays.<@Nullable Object>asList(
                of.getHost(),
                of.getUsername(),
                of.getPassword(),
                of.getAuthScheme(),
                of.getKeytab(),
                of.getRealm(),
                of.getKdc(),
                of.getCredentials(),
                of.getSslContextParameters(),
                of.getCertificateFingerprint(),
                of.isTrustAllCertificates(),
                of.isSkipHostnameCheck(),
                of.getEncryption(),
                of.isAllowUnencrypted(),
                of.getTimeout(),
                of.getConnectTimeout(),
                of.getMaxConnections(),
                of.getMaxEnvelopeSize(),
                of.getLocale(),
                of.getProxy(),
                of.getProxyCredentials(),
                of.getRetryAttempts(),
                of.getRetryBackoff(),
                of.isRepairInvalidCharacters(),
                of.getMaskInLogs(),
                of.getListener(),
                of.isMetrics())));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConnectionKey key && options.equals(key.options);
    }

    @Override
    public int hashCode() {
        return options.hashCode();
    }

    /** Returns the host, because other options are secrets. */
    @Override
    public String toString() {
        return "ConnectionKey[" + options.get(0) + "]";
    }
}
