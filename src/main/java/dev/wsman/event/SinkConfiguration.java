package dev.wsman.event;

import dev.wsman.internal.event.sink.SinkAccess;
import dev.wsman.internal.event.sink.SinkLimits;
import dev.wsman.internal.event.sink.SinkSettings;
import dev.wsman.internal.event.sink.SinkTls;
import dev.wsman.internal.event.sink.SinkUser;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The choices of a caller for a sink, and whether they fit together. Used by one thread at a time. */
final class SinkConfiguration {
    private static final int HTTP_PORT = 5985;
    private static final int HTTPS_PORT = 5986;

    int port = -1;

    @Nullable
    InetAddress bindAddress;

    @Nullable
    URI publicUrl;

    @Nullable
    KeyStore keys;

    char[] keyPassword = new char[0];

    @Nullable
    SSLContext context;

    boolean certificates;

    @Nullable
    KeyStore trusted;

    final List<SinkUser> users = new ArrayList<>();
    final List<SinkUser> digestUsers = new ArrayList<>();

    @Nullable
    Path keytab;

    @Nullable
    String principal;

    boolean anonymous;
    boolean allowUnencrypted;
    SinkLimits limits = SinkLimits.DEFAULT;
    boolean pendingChosen;

    /**
     * Returns the settings of the server.
     *
     * @throws IllegalArgumentException if the choices contradict one another, or nothing authenticates sources
     */
    SinkSettings settings() {
        SinkTls tls = tls();
        requireAuthentication(tls != null);
        int number = port >= 0 ? port : tls == null ? HTTP_PORT : HTTPS_PORT;
        SinkAccess access = SinkAccess.of(users.stream().map(SinkUser::copy).toList(), keytab, principal, anonymous)
                .digest(digestUsers.stream().map(SinkUser::copy).toList());
        return new SinkSettings(bindAddress, number, tls, access, limits());
    }

    /** Returns the limits. A message needs its room twice while it is decrypted or decompressed. */
    private SinkLimits limits() {
        long size = limits.maxMessageSize();
        if (pendingChosen && limits.maxPendingBytes() < 2 * size) {
            throw new IllegalArgumentException("maxPending: bytes must be at least twice the maxMessageSize of " + size
                    + ", was " + limits.maxPendingBytes());
        }
        return limits.pending(limits.maxPending(), Math.max(limits.maxPendingBytes(), 2 * size));
    }

    private @Nullable SinkTls tls() {
        SSLContext made = context;
        if (certificates && keys != null && trusted == null) {
            throw new IllegalArgumentException("clientCertificates() would trust every public authority of the JVM;"
                    + " call clientCertificates(trustedIssuers), or tls(sslContext) with a trust manager");
        }
        if (keys != null) {
            made = SinkTls.context(keys, keyPassword, trusted);
        } else if (trusted != null) {
            throw new IllegalArgumentException("clientCertificates(trustedIssuers) has no effect "
                    + (made == null
                            ? "over plain http; call tls as well"
                            : "with tls(sslContext), whose trust manager decides; call clientCertificates()"));
        }
        if (certificates && made == null) {
            throw new IllegalArgumentException("clientCertificates has no effect over plain http; call tls as well");
        }
        return made == null ? null : new SinkTls(made, certificates, isCertificateOnly());
    }

    /** Returns whether nothing but certificates can authenticate a source. */
    private boolean isCertificateOnly() {
        return users.isEmpty() && digestUsers.isEmpty() && keytab == null && !anonymous;
    }

    private void requireAuthentication(boolean encrypted) {
        if (!certificates && isCertificateOnly()) {
            throw new IllegalArgumentException(
                    "choose how event sources authenticate: kerberos,"
                            + " clientCertificates, digest or basic; or call unauthenticated() to accept messages of any sender");
        }
        boolean local = bindAddress != null && bindAddress.isLoopbackAddress();
        if (!users.isEmpty() && !encrypted && !local && !allowUnencrypted) {
            throw new IllegalArgumentException("basic over plain http shows the password to anyone on the way; call"
                    + " tls, bind to a loopback address, or call allowUnencrypted()");
        }
    }

    /** Returns the URL under which sources reach a server with these settings, without a slash at its end. */
    URI url(SinkSettings settings, int listening) {
        if (publicUrl != null) {
            String text = publicUrl.toString();
            return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : publicUrl;
        }
        String scheme = settings.tls() == null ? "http" : "https";
        return URI.create(scheme + "://" + host(settings.bindAddress()) + ":" + listening);
    }

    /** Returns the name of this machine, or the address to which the sink is bound. */
    private static String host(@Nullable InetAddress bound) {
        try {
            String name = bound != null && !bound.isAnyLocalAddress()
                    ? bound.getHostAddress()
                    : InetAddress.getLocalHost().getCanonicalHostName();
            int zone = name.indexOf('%');
            String plain = zone < 0 ? name : name.substring(0, zone);
            return plain.indexOf(':') < 0 ? plain : "[" + plain + "]";
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
