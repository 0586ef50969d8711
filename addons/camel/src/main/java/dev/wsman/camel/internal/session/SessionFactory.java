package dev.wsman.camel.internal.session;

import dev.wsman.Retry;
import dev.wsman.Session;
import dev.wsman.WsmanListener;
import dev.wsman.camel.WsmanConfiguration;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/** Creates sessions from options. Invalid options are an IllegalArgumentException that names the option. */
final class SessionFactory {
    private SessionFactory() {}

    /** Creates a session. Sends nothing. */
    static Session create(WsmanConfiguration from, CamelContext context) {
        String host = from.getHost();
        if (host == null || host.isBlank()) {
            throw new IllegalArgumentException("host: missing. Set it at the endpoint or the component, for example"
                    + " host=http://server:5985, or set session");
        }
        Session.Builder builder = Options.checked("host", () -> Session.builder(host));
        builder.credentials(CredentialsFactory.create(from));
        security(builder, from, context);
        limits(builder, from);
        details(builder, from);
        @Nullable WsmanListener listener = SessionListeners.create(from, context);
        if (listener != null) {
            builder.listener(listener);
        }
        return builder.build();
    }

    private static void security(Session.Builder builder, WsmanConfiguration from, CamelContext context) {
        builder.encryption(from.getEncryption());
        SSLContextParameters tls = from.getSslContextParameters();
        if (tls != null) {
            tls(builder, tls, context);
        }
        String fingerprint = from.getCertificateFingerprint();
        if (fingerprint != null) {
            Options.checked("certificateFingerprint", () -> builder.certificateFingerprint(fingerprint));
        }
        if (from.isTrustAllCertificates()) {
            builder.trustAllCertificates();
        }
        if (from.isSkipHostnameCheck()) {
            builder.skipHostnameCheck();
        }
        if (from.isAllowUnencrypted()) {
            builder.allowUnencrypted();
        }
    }

    private static void tls(Session.Builder builder, SSLContextParameters tls, CamelContext context) {
        try {
            builder.sslContext(tls.createSSLContext(context));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("sslContextParameters: cannot be used: " + e.getMessage(), e);
        }
    }

    private static void limits(Session.Builder builder, WsmanConfiguration from) {
        Options.checked("timeout", () -> builder.timeout(Duration.ofMillis(from.getTimeout())));
        Options.checked("connectTimeout", () -> builder.connectTimeout(Duration.ofMillis(from.getConnectTimeout())));
        Options.checked("maxConnections", () -> builder.maxConnections(from.getMaxConnections()));
        if (from.getMaxEnvelopeSize() != 0) {
            Options.checked("maxEnvelopeSize", () -> builder.maxEnvelopeSize(from.getMaxEnvelopeSize()));
        }
        Options.checked(
                "retryAttempts and retryBackoff",
                () -> builder.retry(Retry.of(from.getRetryAttempts(), Duration.ofMillis(from.getRetryBackoff()))));
    }

    private static void details(Session.Builder builder, WsmanConfiguration from) {
        String locale = from.getLocale();
        if (locale != null) {
            builder.locale(Options.checked(
                    "locale", () -> new Locale.Builder().setLanguageTag(locale).build()));
        }
        if (from.isRepairInvalidCharacters()) {
            builder.repairInvalidCharacters();
        }
        String masked = from.getMaskInLogs();
        if (masked != null) {
            Options.checked("maskInLogs", () -> builder.maskInLogs(Options.list(masked)));
        }
        String proxy = from.getProxy();
        if (proxy != null) {
            Options.checked("proxy", () -> proxy.equals("none") ? builder.noProxy() : builder.proxy(proxy));
        }
        if (from.getProxyCredentials() != null) {
            builder.proxyCredentials(from.getProxyCredentials());
        }
    }
}
