package dev.wsman.camel;

import dev.wsman.Credentials;
import dev.wsman.Encryption;
import dev.wsman.Session;
import dev.wsman.WsmanListener;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * The connection to a server: what the endpoints of one component usually share. An endpoint starts with the
 * component's values and replaces those that its URI names. Not thread-safe: Camel sets the options before it starts
 * the endpoint.
 */
@UriParams
public class WsmanConfiguration implements Cloneable {

    @UriParam(label = "common")
    private @Nullable String host;

    @UriParam(label = "security", security = "secret")
    private @Nullable String username;

    @UriParam(label = "security", security = "secret")
    private @Nullable String password;

    @UriParam(label = "security")
    private @Nullable WsmanAuthScheme authScheme;

    @UriParam(label = "security")
    private @Nullable String keytab;

    @UriParam(label = "security")
    private @Nullable String realm;

    @UriParam(label = "security")
    private @Nullable String kdc;

    @UriParam(label = "security")
    private @Nullable Credentials credentials;

    @UriParam(label = "security")
    private @Nullable SSLContextParameters sslContextParameters;

    @UriParam(label = "security")
    private @Nullable String certificateFingerprint;

    @UriParam(label = "security", security = "insecure:ssl")
    private boolean trustAllCertificates = false;

    @UriParam(label = "security", security = "insecure:ssl")
    private boolean skipHostnameCheck = false;

    @UriParam(label = "security", defaultValue = "AUTO")
    private Encryption encryption = Encryption.AUTO;

    @UriParam(label = "security", security = "insecure:ssl")
    private boolean allowUnencrypted = false;

    @UriParam(label = "advanced", defaultValue = "60000", javaType = "java.time.Duration")
    private long timeout = 60_000;

    @UriParam(label = "advanced", defaultValue = "15000", javaType = "java.time.Duration")
    private long connectTimeout = 15_000;

    @UriParam(label = "advanced", defaultValue = "16")
    private int maxConnections = 16;

    @UriParam(label = "advanced", defaultValue = "0")
    private long maxEnvelopeSize = 0;

    @UriParam(label = "advanced")
    private @Nullable String locale;

    @UriParam(label = "proxy")
    private @Nullable String proxy;

    @UriParam(label = "proxy")
    private @Nullable Credentials proxyCredentials;

    @UriParam(label = "advanced", defaultValue = "1")
    private int retryAttempts = 1;

    @UriParam(label = "advanced", defaultValue = "1000", javaType = "java.time.Duration")
    private long retryBackoff = 1_000;

    @UriParam(label = "advanced")
    private boolean repairInvalidCharacters = false;

    @UriParam(label = "advanced")
    private @Nullable String maskInLogs;

    @UriParam(label = "advanced")
    private @Nullable Session session;

    @UriParam(label = "advanced")
    private @Nullable WsmanListener listener;

    @UriParam(label = "advanced", defaultValue = "true")
    private boolean metrics = true;

    /** Returns a copy, so that options of an endpoint do not change those of its component. */
    public WsmanConfiguration copy() {
        try {
            return (WsmanConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public @Nullable String getHost() {
        return host;
    }

    /**
     * Sets the server: a name, or a URL such as http://server:5985 or https://server:5986/wsman. The defaults are http,
     * port 5985 (http) or 5986 (https), and the path /wsman. Needed unless a session is given.
     */
    public void setHost(@Nullable String host) {
        this.host = host;
    }

    public @Nullable String getUsername() {
        return username;
    }

    /**
     * Sets the user, with the domain before a backslash or after an at sign, if it has one; for Kerberos with a keytab,
     * its principal.
     */
    public void setUsername(@Nullable String username) {
        this.username = username;
    }

    public @Nullable String getPassword() {
        return password;
    }

    /**
     * Sets the password of the user.
     */
    public void setPassword(@Nullable String password) {
        this.password = password;
    }

    public @Nullable WsmanAuthScheme getAuthScheme() {
        return authScheme;
    }

    /**
     * Sets the scheme that authenticates. The default is negotiate if there is a user name, and none otherwise.
     */
    public void setAuthScheme(@Nullable WsmanAuthScheme authScheme) {
        this.authScheme = authScheme;
    }

    public @Nullable String getKeytab() {
        return keytab;
    }

    /**
     * Sets the path of a keytab, for Kerberos without a password.
     */
    public void setKeytab(@Nullable String keytab) {
        this.keytab = keytab;
    }

    public @Nullable String getRealm() {
        return realm;
    }

    /**
     * Sets the Kerberos realm of the user, for negotiate and kerberos, in place of the system's krb5.conf.
     */
    public void setRealm(@Nullable String realm) {
        this.realm = realm;
    }

    public @Nullable String getKdc() {
        return kdc;
    }

    /**
     * Sets the key distribution centers of the realm, each a host or host:port, separated by commas.
     */
    public void setKdc(@Nullable String kdc) {
        this.kdc = kdc;
    }

    public @Nullable Credentials getCredentials() {
        return credentials;
    }

    /**
     * Sets credentials that the application has created, in place of user name, password and scheme.
     */
    public void setCredentials(@Nullable Credentials credentials) {
        this.credentials = credentials;
    }

    public @Nullable SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    /**
     * Sets the trusted certificates and the client's own key for https, as Camel configures them.
     */
    public void setSslContextParameters(@Nullable SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public @Nullable String getCertificateFingerprint() {
        return certificateFingerprint;
    }

    /**
     * Trusts exactly the server certificate with this SHA-256 fingerprint: 64 hexadecimal digits, with or without
     * colons.
     */
    public void setCertificateFingerprint(@Nullable String certificateFingerprint) {
        this.certificateFingerprint = certificateFingerprint;
    }

    public boolean isTrustAllCertificates() {
        return trustAllCertificates;
    }

    /**
     * Sets whether any certificate for any host is trusted. Unsafe: anyone on the way can read and change everything.
     */
    public void setTrustAllCertificates(boolean trustAllCertificates) {
        this.trustAllCertificates = trustAllCertificates;
    }

    public boolean isSkipHostnameCheck() {
        return skipHostnameCheck;
    }

    /**
     * Sets whether a trusted certificate that was issued for another host is accepted.
     */
    public void setSkipHostnameCheck(boolean skipHostnameCheck) {
        this.skipHostnameCheck = skipHostnameCheck;
    }

    public Encryption getEncryption() {
        return encryption;
    }

    /**
     * Sets whether messages are encrypted with the keys of the handshake: AUTO (over http, if the scheme supports it),
     * ALWAYS (over https too) or NEVER.
     */
    public void setEncryption(Encryption encryption) {
        this.encryption = encryption;
    }

    public boolean isAllowUnencrypted() {
        return allowUnencrypted;
    }

    /**
     * Sets whether basic and credssp may send the password over plain http to another machine.
     */
    public void setAllowUnencrypted(boolean allowUnencrypted) {
        this.allowUnencrypted = allowUnencrypted;
    }

    public long getTimeout() {
        return timeout;
    }

    /**
     * Sets the time limit of an exchange, in milliseconds: connecting, sending, waiting and reading together. For an
     * enumeration, it limits each batch.
     */
    public void setTimeout(long timeout) {
        this.timeout = timeout;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    /**
     * Sets the time limit of connecting, including TLS, in milliseconds, within the timeout.
     */
    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public int getMaxConnections() {
        return maxConnections;
    }

    /**
     * Sets how many connections may be open at once. If all are in use, an operation waits for one within its timeout.
     */
    public void setMaxConnections(int maxConnections) {
        this.maxConnections = maxConnections;
    }

    public long getMaxEnvelopeSize() {
        return maxEnvelopeSize;
    }

    /**
     * Sets the size of the largest reply, in bytes, at least 8192. With 0, 512000 is sent to the server, and up to 512
     * MiB are read from a server that exceeds it.
     */
    public void setMaxEnvelopeSize(long maxEnvelopeSize) {
        this.maxEnvelopeSize = maxEnvelopeSize;
    }

    public @Nullable String getLocale() {
        return locale;
    }

    /**
     * Sets the language of the server's texts, as a language tag such as en-US. By default, the server uses its own.
     */
    public void setLocale(@Nullable String locale) {
        this.locale = locale;
    }

    public @Nullable String getProxy() {
        return proxy;
    }

    /**
     * Sets the HTTP proxy, as host:port, in place of the JDK's settings; none connects directly.
     */
    public void setProxy(@Nullable String proxy) {
        this.proxy = proxy;
    }

    public @Nullable Credentials getProxyCredentials() {
        return proxyCredentials;
    }

    /**
     * Sets the credentials for the proxy: Basic, Digest, NTLM, Negotiate or Kerberos.
     */
    public void setProxyCredentials(@Nullable Credentials proxyCredentials) {
        this.proxyCredentials = proxyCredentials;
    }

    public int getRetryAttempts() {
        return retryAttempts;
    }

    /**
     * Sets how often the session sends an operation that is safe to repeat, the first time included, before the failure
     * reaches Camel's error handler.
     */
    public void setRetryAttempts(int retryAttempts) {
        this.retryAttempts = retryAttempts;
    }

    public long getRetryBackoff() {
        return retryBackoff;
    }

    /**
     * Sets the wait after the first failed attempt, in milliseconds. It doubles after each further one.
     */
    public void setRetryBackoff(long retryBackoff) {
        this.retryBackoff = retryBackoff;
    }

    public boolean isRepairInvalidCharacters() {
        return repairInvalidCharacters;
    }

    /**
     * Sets whether characters in replies that XML forbids are replaced with the replacement character. Old iDRACs send
     * such characters.
     */
    public void setRepairInvalidCharacters(boolean repairInvalidCharacters) {
        this.repairInvalidCharacters = repairInvalidCharacters;
    }

    public @Nullable String getMaskInLogs() {
        return maskInLogs;
    }

    /**
     * Sets the names of elements, separated by commas, whose content is masked in the wire log, in addition to those of
     * passwords and other secrets.
     */
    public void setMaskInLogs(@Nullable String maskInLogs) {
        this.maskInLogs = maskInLogs;
    }

    public @Nullable Session getSession() {
        return session;
    }

    /**
     * Sets a session that the application has created and closes, in place of all options of the connection.
     */
    public void setSession(@Nullable Session session) {
        this.session = session;
    }

    public @Nullable WsmanListener getListener() {
        return listener;
    }

    /**
     * Sets a listener that is called after every attempt of an operation.
     */
    public void setListener(@Nullable WsmanListener listener) {
        this.listener = listener;
    }

    public boolean isMetrics() {
        return metrics;
    }

    /**
     * Sets whether exchanges are recorded in the Micrometer registry of the Camel context, if it has exactly one: the
     * meters of dev.wsman.MicrometerListener, with the tag host.
     */
    public void setMetrics(boolean metrics) {
        this.metrics = metrics;
    }

    /** Returns the host; never a secret. */
    @Override
    public String toString() {
        return "WsmanConfiguration[" + host + "]";
    }
}
