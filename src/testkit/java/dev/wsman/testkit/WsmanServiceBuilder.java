package dev.wsman.testkit;

import dev.wsman.testkit.auth.DigestChallenge;
import dev.wsman.testkit.auth.EncryptionFraming;
import dev.wsman.testkit.auth.EncryptionPolicy;
import dev.wsman.testkit.auth.IdleLimit;
import dev.wsman.testkit.auth.SecuritySettings;
import dev.wsman.testkit.data.StandardClasses;
import dev.wsman.testkit.http.HttpSettings;
import dev.wsman.testkit.http.RequestAuthenticator;
import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.protocol.ClassRegistry;
import dev.wsman.testkit.protocol.ServerQuirk;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceNamespaces;
import dev.wsman.testkit.protocol.ServiceSettings;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings of a {@link WsmanService}; all have a default. Not thread-safe. */
public final class WsmanServiceBuilder {
    private final SecuritySettings security = new SecuritySettings();
    private final List<X509Certificate> clients = new ArrayList<>();
    private final List<ManagedClass> classes = new ArrayList<>();
    private final Map<String, ManagedClass> resources = new LinkedHashMap<>();
    private final List<String> prefixes = new ArrayList<>();
    private ServerQuirks quirks = ServerQuirks.STANDARD;
    private RequestAuthenticator authenticator;
    private boolean standardClasses = true;
    private boolean https;
    private int port;
    private String path = "/wsman";
    private String cimNamespace = "root/cimv2";
    /** 0 for that of the server whose quirks the service has. */
    private int maxEnvelopeSize;

    private int maxBatchItems = 32_000;
    private Duration maxTimeout = Duration.ofSeconds(60);
    private Duration enumerationTimeout = Duration.ofMinutes(4);
    private Duration securityIdleLimit;
    private Clock clock = Clock.systemUTC();

    WsmanServiceBuilder() {}

    /** How the service speaks; {@link ServerQuirks#STANDARD} by default. */
    public WsmanServiceBuilder quirks(ServerQuirks server) {
        quirks = server;
        return this;
    }

    /**
     * Wants HTTP Basic with this user and password, or another one that is named so. As long as no scheme is asked for, everybody is
     * let in; with several of them the client chooses.
     */
    public WsmanServiceBuilder basic(String user, String password) {
        security.user("Basic", user, password);
        return this;
    }

    /** Wants HTTP Digest, by MD5 with {@code qop="auth"} unless {@link #digestChallenge} says otherwise. */
    public WsmanServiceBuilder digest(String user, String password) {
        security.user("Digest", user, password);
        return this;
    }

    /** How Digest asks: algorithm, quality of protection, and how long a nonce lasts. */
    public WsmanServiceBuilder digestChallenge(DigestChallenge form) {
        security.digest(form);
        return this;
    }

    /** Wants NTLM under {@code Negotiate}, in SPNEGO or raw. The user may be {@code DOMAIN\\user}; without a domain any will do. */
    public WsmanServiceBuilder ntlm(String user, String password) {
        security.user("Negotiate", user, password);
        return this;
    }

    /**
     * Wants Kerberos under {@code Negotiate} and {@code Kerberos}.
     *
     * @param keytab the service's keys
     * @param principal with its realm, as {@code HTTP/localhost@EXAMPLE.ORG}
     */
    public WsmanServiceBuilder kerberos(Path keytab, String principal) {
        security.kerberos(keytab, principal);
        return this;
    }

    /** Wants {@code Negotiate} with Kerberos or NTLM, whatever the client has: {@link #kerberos} and {@link #ntlm}. */
    public WsmanServiceBuilder negotiate(Path keytab, String principal, String user, String password) {
        return kerberos(keytab, principal).ntlm(user, password);
    }

    /** Wants CredSSP, version 6, NTLM inside. */
    public WsmanServiceBuilder credSsp(String user, String password) {
        security.user("CredSSP", user, password);
        return this;
    }

    /**
     * Wants a client certificate, with https: one of these, or issued by one of these. A client must name the profile
     * {@code https/mutual} in Authorization, as Windows wants it.
     */
    public WsmanServiceBuilder clientCertificates(X509Certificate... trusted) {
        security.certificates();
        clients.addAll(List.of(trusted));
        return https();
    }

    /** Whether messages are sealed on connections of NTLM, Kerberos and CredSSP; {@link EncryptionPolicy#AS_WINDOWS} by default. */
    public WsmanServiceBuilder encryption(EncryptionPolicy rule) {
        security.encryption(rule);
        return this;
    }

    /** How sealed messages are framed; {@link EncryptionFraming#WINDOWS} by default. */
    public WsmanServiceBuilder encryptionFraming(EncryptionFraming framing) {
        security.framing(framing);
        return this;
    }

    /**
     * Gives up the security of a connection that was idle for longer, by the {@link #clock}: an encrypted message on it
     * meets 400 and an empty body, as HTTP.sys answers after about two minutes (evil-winrm-py#3, pypsrp#53). Never
     * unless this is called.
     */
    public WsmanServiceBuilder dropsSecurityWhenIdle(Duration limit) {
        securityIdleLimit = limit;
        return this;
    }

    /** Refuses handshakes over https that are not bound to the TLS connection: CbtHardeningLevel Strict. */
    public WsmanServiceBuilder requireChannelBinding() {
        security.requireChannelBinding();
        return this;
    }

    /**
     * Refuses NTLM from clients that announce no MIC. By default they are accepted, as Windows accepts them. A MIC
     * that is announced or present is always verified.
     */
    public WsmanServiceBuilder requireMic() {
        security.requireMic();
        return this;
    }

    /** Decides otherwise who is let in; in place of all schemes that were asked for. */
    public WsmanServiceBuilder authenticator(RequestAuthenticator scheme) {
        authenticator = scheme;
        return this;
    }

    /** Listens with TLS, with a self-signed certificate that is made at the start. */
    public WsmanServiceBuilder https() {
        https = true;
        return this;
    }

    /** The port; 0, the default, is a free one. */
    public WsmanServiceBuilder port(int number) {
        port = number;
        return this;
    }

    /** The path of the URL; {@code /wsman} by default. */
    public WsmanServiceBuilder path(String absolutePath) {
        path = absolutePath;
        return this;
    }

    /** Offers no class but those that are added. */
    public WsmanServiceBuilder withoutStandardClasses() {
        standardClasses = false;
        return this;
    }

    /** Offers one more class, under every resource URI prefix, or another one in place of that with its name. */
    public WsmanServiceBuilder add(ManagedClass type) {
        classes.add(type);
        return this;
    }

    /** Offers a class under a resource URI of its own, which is also the namespace of its XML. */
    public WsmanServiceBuilder add(String resourceUri, ManagedClass type) {
        resources.put(resourceUri, type);
        return this;
    }

    /** One more prefix of resource URIs besides that of the CIM namespace under {@code wmi/} and that of the DMTF. */
    public WsmanServiceBuilder prefix(String resourceUriPrefix) {
        prefixes.add(resourceUriPrefix.endsWith("/") ? resourceUriPrefix : resourceUriPrefix + "/");
        return this;
    }

    /** The CIM namespace of the classes, with slashes; {@code root/cimv2} by default. */
    public WsmanServiceBuilder cimNamespace(String namespace) {
        cimNamespace = namespace;
        return this;
    }

    /**
     * The largest envelope in bytes, received or sent. By default 512,000, with the quirks of WinRM 153,600, which
     * is the MaxEnvelopeSizekb of the recorded servers.
     */
    public WsmanServiceBuilder maxEnvelopeSize(int octets) {
        maxEnvelopeSize = octets;
        return this;
    }

    /** The largest batch in items, whatever is asked for; 32,000 by default. */
    public WsmanServiceBuilder maxBatchItems(int items) {
        maxBatchItems = items;
        return this;
    }

    /** The longest time for an operation, whatever is asked for; 60 seconds by default. */
    public WsmanServiceBuilder maxTimeout(Duration limit) {
        maxTimeout = limit;
        return this;
    }

    /** How long an enumeration is kept without a Pull; four minutes by default. */
    public WsmanServiceBuilder enumerationTimeout(Duration limit) {
        enumerationTimeout = limit;
        return this;
    }

    /** The clock by which enumerations and the security of idle connections expire. */
    public WsmanServiceBuilder clock(Clock source) {
        clock = source;
        return this;
    }

    /** The service, not yet started. It keeps the settings of now, and the data of its classes through restarts. */
    public WsmanService build() {
        if (securityIdleLimit != null) {
            security.idleLimit(new IdleLimit(clock, securityIdleLimit));
        }
        RequestAuthenticator scheme = authenticator == null ? security.authenticator() : authenticator;
        HttpSettings http =
                new HttpSettings(https, List.copyOf(clients), port, path, largestEnvelope(), quirks, scheme);
        return new WsmanService(http, service(registry()), scheme.profiles(https));
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
                maxTimeout,
                enumerationTimeout,
                clock);
    }
}
