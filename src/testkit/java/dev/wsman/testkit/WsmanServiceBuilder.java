package dev.wsman.testkit;

import dev.wsman.testkit.auth.DigestChallenge;
import dev.wsman.testkit.auth.EncryptionFraming;
import dev.wsman.testkit.auth.EncryptionPolicy;
import dev.wsman.testkit.auth.IdleLimit;
import dev.wsman.testkit.auth.SecuritySettings;
import dev.wsman.testkit.auth.ServiceAccount;
import dev.wsman.testkit.data.StandardClasses;
import dev.wsman.testkit.event.EventLogs;
import dev.wsman.testkit.event.EventSettings;
import dev.wsman.testkit.event.Indications;
import dev.wsman.testkit.event.StalePosition;
import dev.wsman.testkit.event.delivery.EventPush;
import dev.wsman.testkit.http.HttpSettings;
import dev.wsman.testkit.http.RequestAuthenticator;
import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.protocol.ClassRegistry;
import dev.wsman.testkit.protocol.EventSubscriptions;
import dev.wsman.testkit.protocol.ServerQuirk;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceNamespaces;
import dev.wsman.testkit.protocol.ServiceSettings;
import dev.wsman.testkit.shell.ShellHost;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Settings of a {@link WsmanService}. All have defaults, which are those of Windows: the service rejects what Windows
 * rejects, so that code that works with it also works with Windows. In particular, a client must authenticate, and
 * messages over http must be encrypted. If no authentication scheme is set, the service has one user, {@value
 * #DEFAULT_USER}, for the usual scheme of the server that it imitates: Negotiate with NTLM on Windows, Digest on Intel
 * AMT, Basic otherwise. If several schemes are set, the client chooses one. Not thread-safe.
 *
 * <p>To accept more: {@link #withoutAuthentication}, {@link #encryption} with {@link EncryptionPolicy#ALLOWED}, and
 * {@link #quirks} with {@link ServerQuirks#STANDARD}, or with {@link ServerQuirks#WINRM} without some of its quirks.
 */
public final class WsmanServiceBuilder {
    /** The user of a service without authentication settings. */
    static final String DEFAULT_USER = "admin";

    private static final String DEFAULT_PASSWORD = "testkit password";

    private final SecuritySettings security = new SecuritySettings();
    private final List<X509Certificate> clients = new ArrayList<>();
    private final List<ManagedClass> classes = new ArrayList<>();
    private final Map<String, ManagedClass> resources = new LinkedHashMap<>();
    private final List<String> prefixes = new ArrayList<>();
    private ServerQuirks quirks = ServerQuirks.WINRM;
    private RequestAuthenticator authenticator;
    private boolean authenticated = true;
    private boolean standardClasses = true;
    private boolean https;
    private int port;
    private String path = "/wsman";
    private String cimNamespace = "root/cimv2";
    /** 0 for the limit of the server whose quirks the service has. */
    private int maxEnvelopeSize;

    private int maxBatchItems = 32_000;
    /** 0 for the limit of the server whose quirks the service has. */
    private int maxOperations;

    private Duration maxTimeout = Duration.ofSeconds(60);
    /** Null for the default of the server whose quirks the service has. */
    private Duration enumerationTimeout;

    private Duration securityIdleLimit;
    private Clock clock = Clock.systemUTC();
    private Optional<ShellHost> shellHost = Optional.empty();
    private StalePosition stalePosition = StalePosition.QUERY_RESULT_STALE;
    private boolean faultOnSilence;
    /** Null for the TLS of the JVM. */
    private SSLContext sinkTls;

    WsmanServiceBuilder() {}

    /** Sets the server to imitate, such as {@link ServerQuirks#OMI}; {@link ServerQuirks#WINRM} by default. */
    public WsmanServiceBuilder quirks(ServerQuirks server) {
        quirks = server;
        return this;
    }

    /**
     * Accepts every client, also without credentials and encryption, unless a scheme is set. No known server with its
     * default settings does.
     */
    public WsmanServiceBuilder withoutAuthentication() {
        authenticated = false;
        return this;
    }

    /** Requires HTTP Basic with this user and password. Each further call adds a user. */
    public WsmanServiceBuilder basic(String user, String password) {
        security.user("Basic", user, password);
        return this;
    }

    /** Requires HTTP Digest, with MD5 and {@code qop="auth"} unless {@link #digestChallenge} is called. */
    public WsmanServiceBuilder digest(String user, String password) {
        security.user("Digest", user, password);
        return this;
    }

    /** Sets the form of the Digest challenge: algorithm, quality of protection, and how long a nonce lasts. */
    public WsmanServiceBuilder digestChallenge(DigestChallenge form) {
        security.digest(form);
        return this;
    }

    /**
     * Requires NTLM under {@code Negotiate}, inside SPNEGO or raw. The user may be {@code DOMAIN\\user}. If it has no
     * domain, any domain is accepted.
     */
    public WsmanServiceBuilder ntlm(String user, String password) {
        security.user("Negotiate", user, password);
        return this;
    }

    /**
     * Requires Kerberos under {@code Negotiate} and {@code Kerberos}.
     *
     * @param keytab the key table of the service
     * @param principal the principal with its realm, such as {@code HTTP/localhost@EXAMPLE.ORG}
     */
    public WsmanServiceBuilder kerberos(Path keytab, String principal) {
        security.kerberos(keytab, principal);
        return this;
    }

    /**
     * Requires {@code Negotiate} with Kerberos or NTLM, as the client prefers: {@link #kerberos} and {@link #ntlm}.
     */
    public WsmanServiceBuilder negotiate(Path keytab, String principal, String user, String password) {
        return kerberos(keytab, principal).ntlm(user, password);
    }

    /** Requires CredSSP, version 6, with NTLM inside. */
    public WsmanServiceBuilder credSsp(String user, String password) {
        security.user("CredSSP", user, password);
        return this;
    }

    /**
     * Requires a client certificate over https: one of these, or one that they issued. A client must send the profile
     * {@code https/mutual} in Authorization, as Windows requires.
     */
    public WsmanServiceBuilder clientCertificates(X509Certificate... trusted) {
        security.certificates();
        clients.addAll(List.of(trusted));
        return https();
    }

    /**
     * Sets whether messages are encrypted on connections that NTLM, Kerberos or CredSSP authenticated; {@link
     * EncryptionPolicy#AS_WINDOWS} by default.
     */
    public WsmanServiceBuilder encryption(EncryptionPolicy rule) {
        security.encryption(rule);
        return this;
    }

    /** Sets how encrypted messages are framed; {@link EncryptionFraming#WINDOWS} by default. */
    public WsmanServiceBuilder encryptionFraming(EncryptionFraming framing) {
        security.framing(framing);
        return this;
    }

    /**
     * Discards the security context of a connection that was idle for longer, by the {@link #clock}. The reply to the
     * next encrypted message is 400 with an empty body, as HTTP.sys does after about two minutes (evil-winrm-py#3,
     * pypsrp#53). By default the context is kept.
     */
    public WsmanServiceBuilder dropsSecurityWhenIdle(Duration limit) {
        securityIdleLimit = limit;
        return this;
    }

    /** Rejects handshakes over https that are not bound to the TLS connection, as CbtHardeningLevel Strict does. */
    public WsmanServiceBuilder requireChannelBinding() {
        security.requireChannelBinding();
        return this;
    }

    /**
     * Rejects NTLM from clients that announce no MIC. By default they are accepted, as on Windows. A MIC that is
     * announced or present is always verified.
     */
    public WsmanServiceBuilder requireMic() {
        security.requireMic();
        return this;
    }

    /** Replaces all authentication schemes by another authenticator. */
    public WsmanServiceBuilder authenticator(RequestAuthenticator scheme) {
        authenticator = scheme;
        return this;
    }

    /** Listens with TLS, with a self-signed certificate that is created at the start. */
    public WsmanServiceBuilder https() {
        https = true;
        return this;
    }

    /** Sets the port; 0, the default, is a free one. */
    public WsmanServiceBuilder port(int number) {
        port = number;
        return this;
    }

    /** Sets the path of the URL; {@code /wsman} by default. */
    public WsmanServiceBuilder path(String absolutePath) {
        path = absolutePath;
        return this;
    }

    /** Removes the standard classes, so that the service has only those that are added. */
    public WsmanServiceBuilder withoutStandardClasses() {
        standardClasses = false;
        return this;
    }

    /** Adds a class under every resource URI prefix. Replaces a class with the same name. */
    public WsmanServiceBuilder add(ManagedClass type) {
        classes.add(type);
        return this;
    }

    /** Adds a class under a resource URI of its own, which is also the namespace of its XML. */
    public WsmanServiceBuilder add(String resourceUri, ManagedClass type) {
        resources.put(resourceUri, type);
        return this;
    }

    /**
     * Adds a resource URI prefix. The prefix of the CIM namespace under {@code wmi/} and the prefix of the DMTF are
     * always present.
     */
    public WsmanServiceBuilder prefix(String resourceUriPrefix) {
        prefixes.add(resourceUriPrefix.endsWith("/") ? resourceUriPrefix : resourceUriPrefix + "/");
        return this;
    }

    /** Sets the CIM namespace of the classes, with slashes; {@code root/cimv2} by default. */
    public WsmanServiceBuilder cimNamespace(String namespace) {
        cimNamespace = namespace;
        return this;
    }

    /**
     * Sets the largest envelope in bytes, received or sent. The default is 153,600, which is the MaxEnvelopeSizekb of
     * the recorded servers (WINDOWS.md), and 512,000 with the quirks of servers other than WinRM.
     */
    public WsmanServiceBuilder maxEnvelopeSize(int bytes) {
        maxEnvelopeSize = bytes;
        return this;
    }

    /** Sets the maximum number of items in a batch, whatever the client requests; 32,000 by default, as on Windows. */
    public WsmanServiceBuilder maxBatchItems(int items) {
        maxBatchItems = items;
        return this;
    }

    /**
     * Sets the maximum number of operations of a user at a time. The next one is rejected with the code 2150859174. The
     * default is 1,500, as on Windows; 2008 R2 has 15 (captures/windows/faults/max_concurrent.xml). With the quirks of
     * servers other than WinRM there is no limit. A Pull of a subscription is an operation as long as it waits.
     */
    public WsmanServiceBuilder maxConcurrentOperations(int operations) {
        maxOperations = operations;
        return this;
    }

    /** Sets the maximum time of an operation, whatever the client requests; 60 seconds by default, as on Windows. */
    public WsmanServiceBuilder maxTimeout(Duration limit) {
        maxTimeout = limit;
        return this;
    }

    /**
     * Sets how long an enumeration or a subscription is kept without a Pull. The default is 60 seconds, which is the
     * EnumerationTimeoutms of Windows (WINDOWS.md, "Defaults"), and four minutes with the quirks of servers other
     * than WinRM.
     */
    public WsmanServiceBuilder enumerationTimeout(Duration limit) {
        enumerationTimeout = limit;
        return this;
    }

    /**
     * Offers remote shells. Without a host, they are rejected with the code 2150859180, as on Windows with
     * {@code AllowRemoteShellAccess=false}.
     */
    public WsmanServiceBuilder shell(ShellHost host) {
        shellHost = Optional.of(host);
        return this;
    }

    /**
     * Sets what a Subscribe does if the event log no longer has the record of its bookmark; {@link
     * StalePosition#QUERY_RESULT_STALE} by default. What Windows does is not recorded.
     */
    public WsmanServiceBuilder stalePosition(StalePosition reaction) {
        stalePosition = reaction;
        return this;
    }

    /**
     * Replies with the fault TimedOut to a Pull of the event log without an event, after which the enumeration
     * context is unchanged. By default the reply has no items, as recorded
     * (captures/windows/eventlog-pull/pull_resp_02.xml).
     */
    public WsmanServiceBuilder timesOutWithoutEvents() {
        faultOnSilence = true;
        return this;
    }

    /**
     * Sets the TLS of deliveries to sinks with https: which certificates are trusted, and the client certificate. By
     * default it is the one of the JVM.
     */
    public WsmanServiceBuilder sinkTls(SSLContext context) {
        sinkTls = context;
        return this;
    }

    /**
     * Sets the clock by which enumerations, subscriptions, idle shells and the security of idle connections expire, and
     * by which deliveries of events wait: for heartbeats, for further events, and for the next attempt.
     */
    public WsmanServiceBuilder clock(Clock source) {
        clock = source;
        return this;
    }

    /**
     * Builds the service, which is not yet started. It keeps the current settings. The data of its classes survives
     * restarts.
     */
    public WsmanService build() {
        if (securityIdleLimit != null) {
            security.idleLimit(new IdleLimit(clock, securityIdleLimit));
        }
        if (authenticated && authenticator == null && security.isEmpty()) {
            security.user(quirks.defaultScheme(), DEFAULT_USER, DEFAULT_PASSWORD);
        }
        RequestAuthenticator scheme = authenticator == null ? security.authenticator() : authenticator;
        HttpSettings http =
                new HttpSettings(https, List.copyOf(clients), port, path, largestEnvelope(), quirks, scheme);
        return new WsmanService(http, service(registry()), scheme.profiles(https), account());
    }

    private Optional<ServiceAccount> account() {
        return authenticator == null ? security.account() : Optional.empty();
    }

    private Duration usualTimeout() {
        return quirks.name().equals(ServerQuirks.WINRM.name()) ? Duration.ofSeconds(60) : Duration.ofMinutes(4);
    }

    private int usualOperations() {
        return quirks.name().equals(ServerQuirks.WINRM.name()) ? 1500 : Integer.MAX_VALUE;
    }

    private int largestEnvelope() {
        if (maxEnvelopeSize != 0) {
            return maxEnvelopeSize;
        }
        return quirks.has(ServerQuirk.PAGES_IN_UTF16) ? 153_600 : 512_000;
    }

    private ClassRegistry registry() {
        List<ManagedClass> all = new ArrayList<>();
        Map<String, ManagedClass> withUri = new LinkedHashMap<>();
        if (standardClasses) {
            for (ManagedClass each : StandardClasses.create()) {
                if (each.name().equals("Listener")) {
                    withUri.put(ServiceNamespaces.CONFIG + each.name(), each);
                } else {
                    all.add(each);
                }
            }
        }
        all.addAll(classes);
        withUri.putAll(resources);
        List<String> families = new ArrayList<>();
        families.add(ServiceNamespaces.WMI + cimNamespace + "/");
        families.add(ServiceNamespaces.DMTF_CLASSES);
        families.addAll(prefixes);
        return new ClassRegistry(all, withUri, families);
    }

    private ServiceSettings service(ClassRegistry registry) {
        return new ServiceSettings(
                quirks,
                registry,
                () -> "",
                cimNamespace,
                "localhost",
                largestEnvelope(),
                maxBatchItems,
                maxOperations == 0 ? usualOperations() : maxOperations,
                maxTimeout,
                enumerationTimeout == null ? usualTimeout() : enumerationTimeout,
                clock,
                shellHost,
                new EventSettings(
                        new EventLogs(clock, "localhost"),
                        new Indications(registry.hierarchy()),
                        stalePosition,
                        faultOnSilence,
                        sinkTls == null ? EventPush.defaultTls() : sinkTls),
                new EventSubscriptions(clock));
    }
}
