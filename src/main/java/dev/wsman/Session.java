package dev.wsman;

import dev.wsman.ViewFactory.Origin;
import dev.wsman.internal.cxf.RemoteService;
import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.protocol.BodyContent;
import dev.wsman.internal.protocol.ElementReader;
import dev.wsman.internal.protocol.Exchange;
import dev.wsman.internal.protocol.RequestTarget;
import dev.wsman.internal.transport.Deadline;
import dev.wsman.internal.transport.EndpointAddress;
import dev.wsman.internal.transport.ProxyAddress;
import dev.wsman.internal.transport.Revocation;
import dev.wsman.internal.value.ServerForm;
import dev.wsman.internal.xml.Tree;
import java.lang.ref.Reference;
import java.net.ProxySelector;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import dev.wsman.internal.protocol.OpenEnumerations;

/**
 * A session with one WS-Management service: Windows (WinRM), a server controller, a CIM broker. It offers the operations and
 * properties of the Session object of Microsoft's WSMan Automation API.
 *
 * <p><b>Threads.</b> Thread-safe: share one session among as many threads as you like. Every operation blocks its
 * caller until the answer is there, the {@link #timeout()} has passed or the thread is interrupted. A session has no
 * threads of its own, but for the short one that asks a Kerberos KDC. One thread for all sessions closes connections
 * whose reply is overdue; it is there only while any reply is waited for, and a second or two longer. Another daemon
 * thread for all sessions waits for sessions that are dropped without being closed; it ends with the last session.
 *
 * <p><b>Connections.</b> Nothing is sent before the first operation. Connections are kept alive and belong to the
 * session; close it when it is no longer needed. {@link #close()} may be called from any thread and ends what is
 * running. If a session is garbage collected without having been closed, its connections are closed too, and the first
 * such session is logged as a warning; its enumerations stay open on the server until they expire there. A stream or an
 * {@link EnumerateRequest} keeps its session.
 *
 * <p><b>Errors.</b> Every failure is a {@link WsmanException} that carries a {@link WsmanError}; a bad argument is an
 * {@link IllegalArgumentException} before anything is sent.
 */
public final class Session implements ResourceOperations, AutoCloseable {
    private final EndpointAddress address;
    private final RemoteService service;
    private final boolean anonymous;
    private final OperationRunner operations;
    private final OpenEnumerations enumerations = new OpenEnumerations();
    private final AbandonedSessions.Watched watched;
    private volatile int batchItems;
    private volatile Duration timeout;
    /** The form of the server's values according to its IdentifyResponse; null until that is known. */
    private volatile @Nullable ServerForm form;

    Session(
            EndpointAddress address,
            RemoteService service,
            boolean anonymous,
            OperationRunner operations,
            int batchItems,
            Duration timeout) {
        this.operations = operations;
        this.address = address;
        this.service = service;
        this.anonymous = anonymous;
        this.batchItems = batchItems;
        this.timeout = timeout;
        this.watched = AbandonedSessions.watch(this, service, address.toString());
    }

    /**
     * A session without credentials and with all defaults: short for {@code builder(endpoint).build()}.
     *
     * @param endpoint as for {@link #builder(String)}
     */
    public static Session open(String endpoint) {
        return builder(endpoint).build();
    }

    /**
     * Starts a session.
     *
     * @param endpoint {@code [http|https://]host[:port][/path]} as {@code IWSMan::CreateSession} takes it: an IPv6 address in
     *     brackets, ports 5985 (http) and 5986 (https) and the path {@code /wsman} unless given; empty is this machine
     * @throws IllegalArgumentException where the endpoint is none
     */
    public static Builder builder(String endpoint) {
        return new Builder(EndpointAddress.parse(Arguments.present(endpoint, "endpoint")));
    }

    /**
     * Asks the service who it is (DSP0226 clause 11). The request has no addressing headers; without credentials it carries the
     * HTTP header {@code WSMANIDENTIFY: unauthenticated}, which Windows answers for everybody.
     */
    public Identity identify() {
        Tree response = send(null, Exchange.identify(anonymous, ReplyReaders::identity));
        form = ServerForm.ofIdentity(response);
        return Identity.of(response);
    }

    /** Sends one exchange within the session's timeout. */
    private <T extends @Nullable Object> T send(@Nullable ResourceLocator resource, Exchange<T> exchange) {
        return run(
                OperationLabel.of(exchange, resource),
                timeout,
                deadline -> service.send(inServerForm(exchange, deadline), deadline));
    }

    /** Runs an operation. The session stays reachable until it ends: its connections would be closed otherwise. */
    <T extends @Nullable Object> T run(OperationLabel operation, Duration limit, Function<Deadline, T> exchange) {
        try {
            return operations.run(operation, limit, exchange);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Returns the exchange with the body in this server's form, which is found out by one Identify per session. */
    private <T extends @Nullable Object> Exchange<T> inServerForm(Exchange<T> exchange, Deadline deadline) {
        return exchange.body() instanceof CharacterContent content
                ? exchange.withBody(content.in(form(deadline)))
                : exchange;
    }

    private ServerForm form(Deadline deadline) {
        ServerForm known = form;
        if (known == null) {
            known = askedForm(deadline);
            form = known;
        }
        return known;
    }

    private ServerForm askedForm(Deadline deadline) {
        try {
            return ServerForm.ofIdentity(service.send(Exchange.identify(anonymous, ElementReader::trees), deadline));
        } catch (ExchangeException e) {
            switch (e.stage()) {
                case FAULT, HTTP, PROTOCOL -> {
                    return ServerForm.CIM; // the servers that do not identify themselves are not OMI
                }
                default -> throw e;
            }
        }
    }

    /**
     * Reads a resource ({@code wxf:Get}).
     *
     * @param resource which one; where it names a fragment, the answer is the {@code wsman:XmlFragment} with what was found
     */
    @Override
    public Instance get(ResourceLocator resource) {
        return get(resource, Instance.class);
    }

    /**
     * Reads a resource into an object.
     *
     * @param type the caller's JAXB class, whatever the name of the element that comes; or {@link Instance}
     * @throws IllegalArgumentException where JAXB cannot bind the class
     */
    public <T> T get(ResourceLocator resource, Class<T> type) {
        RequestTarget target = RequestTargets.of(resource);
        return send(resource, Exchange.get(target, ReplyReaders.of(type, Origin.at(this, resource), resource)));
    }

    /**
     * Changes a resource ({@code wxf:Put}).
     *
     * @param content all of the new representation, or the fragment where the locator names one: an {@link Instance}, a JAXB
     *     object, a DOM Element or XML text; some servers set to null what is left out
     * @return the representation as it is now; what was sent where the server answers an empty body
     * @throws IllegalArgumentException where the content cannot be sent, for instance because it is an item of a WQL projection
     */
    @Override
    public Instance put(ResourceLocator resource, Object content) {
        RequestTarget target = RequestTargets.of(resource);
        BodyContent body = RequestContents.of(resource, content);
        Instance now = send(resource, Exchange.put(target, body, ReplyReaders.instances(resource)));
        return now != null ? now : RequestContents.asInstance(resource, body);
    }

    /**
     * Changes a resource and reads what it is now into an object.
     *
     * @param type the caller's JAXB class, or {@link Instance}
     * @return what the server answers; what was sent, as that class, where it answers an empty body
     * @throws IllegalArgumentException where the content cannot be sent, or JAXB cannot bind the class
     */
    public <T> T put(ResourceLocator resource, Object content, Class<T> type) {
        RequestTarget target = RequestTargets.of(resource);
        BodyContent body = RequestContents.of(resource, content);
        ElementReader.Factory<T> reader = ReplyReaders.of(type, Origin.at(this, resource), resource);
        T now = send(resource, Exchange.put(target, body, reader));
        return now != null ? now : sent(resource, content, body, type);
    }

    private <T> T sent(ResourceLocator resource, Object content, BodyContent body, Class<T> type) {
        if (type.isInstance(content)) {
            return type.cast(content);
        }
        Instance instance = RequestContents.asInstance(resource, body);
        if (type == Instance.class) {
            return type.cast(instance);
        }
        return ViewFactory.of(type)
                .map(views -> views.view(type, instance, Origin.at(this, resource)))
                .orElseGet(() -> instance.as(type));
    }

    /**
     * Makes a resource ({@code wxf:Create}).
     *
     * @param content its representation: an {@link Instance}, a JAXB object, a DOM Element or XML text
     * @return where the new resource is; can be given to {@link #get} as it is
     * @throws IllegalArgumentException where the content cannot be sent, for instance because it is an item of a WQL projection
     */
    @Override
    public ResourceLocator create(ResourceLocator resource, Object content) {
        RequestTarget target = RequestTargets.of(resource);
        BodyContent body = RequestContents.of(resource, content);
        return send(resource, Exchange.create(target, body, ReplyReaders.created(resource)));
    }

    /** Deletes a resource ({@code wxf:Delete}). */
    @Override
    public void delete(ResourceLocator resource) {
        send(resource, Exchange.delete(RequestTargets.of(resource)));
    }

    /**
     * Calls a method. The action is the resource URI and the method's name (DSP0230); a ReturnValue other than zero is data and
     * no error.
     *
     * @param method the method's name, or a whole action URI
     * @param input null for none (an empty {@code Method_INPUT}), a map from parameters' names to values, an {@link Instance}
     *     named {@code Method_INPUT}, a JAXB object, a DOM Element or XML text; an empty text is an empty Body
     * @return the method's output, whatever the server calls it: out parameters and {@code ReturnValue}
     * @throws IllegalArgumentException where the input cannot be sent
     */
    @Override
    public Instance invoke(ResourceLocator resource, String method, @Nullable Object input) {
        return invoke(resource, method, input, Instance.class);
    }

    /**
     * Calls a method and reads its output into an object.
     *
     * @param output the caller's JAXB class, or {@link Instance}
     * @throws IllegalArgumentException where the input cannot be sent, or JAXB cannot bind the class
     */
    public <T> T invoke(ResourceLocator resource, String method, @Nullable Object input, Class<T> output) {
        RequestTarget target = RequestTargets.of(resource);
        String name = Arguments.method(method);
        BodyContent body = RequestContents.input(resource, name, input);
        ElementReader.Factory<T> reader = ReplyReaders.of(output, new Origin(this, null, false), resource);
        return send(resource, Exchange.invoke(target, name, body, reader));
    }

    /** Asks for the instances of a class, or for what a filter names; nothing is sent yet. */
    public EnumerateRequest<Instance> enumerate(ResourceLocator resource) {
        return enumerate(resource, Instance.class);
    }

    /**
     * Asks for instances as objects; nothing is sent yet.
     *
     * @param type the caller's JAXB class, or {@link Instance}
     * @throws IllegalArgumentException where JAXB cannot bind the class
     */
    public <T> EnumerateRequest<T> enumerate(ResourceLocator resource, Class<T> type) {
        return EnumerateRequest.of(this, resource, type);
    }

    /**
     * Reads an instance of a generated class by its keys.
     *
     * @param type a class of views, generated from a CIM class
     * @param keys the values of its keys, in the order in which it declares them; none for a class without keys, of
     *     which there is one instance
     * @throws IllegalArgumentException if the class is not generated, has another number of keys, or a key is null; the
     *     message names the keys
     */
    public <T> T get(Class<T> type, Object... keys) {
        return get(views(type).instance(type, Arguments.present(keys, "keys")), type);
    }

    /**
     * Asks for the instances of a generated class; nothing is sent yet.
     *
     * @param type a class of views, generated from a CIM class
     * @throws IllegalArgumentException where the class is not generated
     */
    public <T> EnumerateRequest<T> enumerate(Class<T> type) {
        return enumerate(views(type).resource(type), type);
    }

    private static ViewFactory views(Class<?> type) {
        return ViewFactory.of(type)
                .orElseThrow(() -> new IllegalArgumentException("type: " + type.getName()
                        + " tells no resource, as generated classes do; name it with a ResourceLocator"));
    }

    /** How many items a batch of an enumeration has at most; 0, the default, leaves it to the provider. */
    public int batchItems() {
        return batchItems;
    }

    /**
     * Sets how many items a batch has at most, for enumerations that begin from now on. The provider may send fewer.
     *
     * @param items 0 for no limit of ours
     * @return this session
     * @throws IllegalArgumentException where it is negative
     */
    public Session batchItems(int items) {
        batchItems = Arguments.batchItems(items);
        return this;
    }

    /** The longest an operation takes, as its caller sees it: 60 s unless set. */
    public Duration timeout() {
        return timeout;
    }

    /**
     * Sets the longest an operation may take, for those that begin from now on: connecting, sending, waiting and reading
     * together; for an enumeration the longest silence between two batches. The server is asked to be done a little earlier
     * ({@code wsman:OperationTimeout}, a tenth of it at most 5 s), so that its own answer comes first.
     *
     * @param timeout at least 1 ms; more than 365 days are 365 days
     * @return this session
     * @throws IllegalArgumentException where it is shorter
     */
    public Session timeout(Duration timeout) {
        this.timeout = Arguments.timeout(timeout, "timeout");
        return this;
    }

    /**
     * What is known about the latest operation that failed, on whatever thread; empty where none has. A thread that wants its
     * own takes it from the exception.
     */
    public Optional<WsmanError> error() {
        return Optional.ofNullable(operations.error());
    }

    RemoteService service() {
        return service;
    }

    OpenEnumerations enumerations() {
        return enumerations;
    }

    /**
     * Ends the session: enumerations that are still open on the server are released, within a few seconds at most, then the
     * connections are closed. What runs on other threads ends with a {@link WsmanTransportException} of kind
     * {@link WsmanError.Kind#CLOSED}. A thread that is interrupted closes as well, and stays interrupted. Closing again does
     * nothing.
     */
    @Override
    public void close() {
        if (!operations.isClosed()) {
            watched.end();
            operations.close();
            boolean interrupted = Thread.interrupted(); // who was interrupted still has enumerations to give up
            try {
                enumerations.releaseAll(service);
            } finally {
                service.close();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** The endpoint; no credentials. */
    @Override
    public String toString() {
        return "Session[" + address + "]";
    }

    /** Collects what a session needs; not for several threads at once. */
    public static final class Builder {
        private final SessionSettings settings;

        private Builder(EndpointAddress address) {
            this.settings = new SessionSettings(address);
        }

        /** Who to be; {@link Credentials#none()} unless given. */
        public Builder credentials(Credentials credentials) {
            settings.credentials = Arguments.present(credentials, "credentials");
            return this;
        }

        /**
         * Allows schemes that give the server the password to do so over plain http to another machine, or through a
         * proxy on one: Basic, whose password everyone on the way can read, and CredSSP, whose password goes to
         * whatever answers in the server's place. Also allows Basic to a proxy on another machine. Without this such
         * a session fails before anything is sent. This machine is {@code localhost}, 127.0.0.0/8 and ::1; a name is
         * checked by the address that it resolves to.
         */
        public Builder allowUnencrypted() {
            settings.allowUnencrypted = true;
            return this;
        }

        /** Whether messages are sealed; {@link Encryption#AUTO} unless given. */
        public Builder encryption(Encryption encryption) {
            settings.encryption = Arguments.present(encryption, "encryption");
            return this;
        }

        /** As {@link Session#batchItems(int)}. */
        public Builder batchItems(int items) {
            settings.batchItems = Arguments.batchItems(items);
            return this;
        }

        /** As {@link Session#timeout(Duration)}. */
        public Builder timeout(Duration timeout) {
            settings.timeout = Arguments.timeout(timeout, "timeout");
            return this;
        }

        /** The longest that connecting may take, TLS included, within the operation's own timeout; 15 s unless given. */
        public Builder connectTimeout(Duration timeout) {
            settings.connectTimeout = Arguments.timeout(timeout, "timeout");
            return this;
        }

        /** How many connections may be open at once; 16 unless given. A further operation waits for one within its timeout. */
        public Builder maxConnections(int connections) {
            settings.maxConnections = Arguments.positive(connections, "connections");
            return this;
        }

        /**
         * Sets the size of the largest reply, in bytes. Every request but Identify asks the server for it in
         * {@code wsman:MaxEnvelopeSize} (DSP0226 clause 13.1), and no more than that is read. If it is not set, 512,000 bytes
         * are asked for, and 512 MiB are read from a server that sends more. Windows reduces the size to its own
         * MaxEnvelopeSizekb.
         *
         * @param bytes at least 8192; Intel AMT wants 50,000 or more
         * @throws IllegalArgumentException if it is below 8192, which servers refuse
         */
        public Builder maxEnvelopeSize(long bytes) {
            settings.maxEnvelopeSize = Arguments.envelopeSize(bytes);
            return this;
        }

        /**
         * Replaces characters in replies that XML 1.0 forbids, such as {@code U+0001} and {@code &#x1;}, and octets that are not of
         * the reply's encoding, by the replacement character {@code U+FFFD}. Controllers (old iDRACs) send names of hardware with
         * such characters; without this the reply is refused by a {@link WsmanProtocolException} that names the character.
         */
        public Builder repairInvalidCharacters() {
            settings.repairInvalidCharacters = true;
            return this;
        }

        /** The language of texts in answers and faults ({@code wsman:Locale}); the server's own unless given. */
        public Builder locale(java.util.Locale locale) {
            settings.locale = Arguments.present(locale, "locale");
            return this;
        }

        /**
         * Makes the TLS connections, with its own trust and keys; the host name is still checked. Say once whom to trust: two of
         * this, {@link #trustStore}, {@link #certificateFingerprint} and {@link #trustAllCertificates} are refused by
         * {@link #build}.
         */
        public Builder sslContext(SSLContext context) {
            settings.tls.context(Arguments.present(context, "context"));
            return this;
        }

        /**
         * Trusts what the certificates in this store vouch for, in place of the JDK's trust store: a private authority, or a
         * server's own certificate.
         *
         * @throws IllegalArgumentException where no certificate is in it, from {@link #build}
         */
        public Builder trustStore(KeyStore certificates) {
            settings.tls.trusting(Arguments.present(certificates, "certificates"));
            return this;
        }

        /**
         * Trusts exactly the certificate with this fingerprint, whoever issued it, for whatever name and however old it is. The
         * error for another one names its fingerprint.
         *
         * @param sha256 64 hexadecimal digits, with or without colons
         * @throws IllegalArgumentException where it is no SHA-256 fingerprint
         */
        public Builder certificateFingerprint(String sha256) {
            settings.tls.pinned(Arguments.present(sha256, "sha256"));
            return this;
        }

        /** Trusts any certificate for any host. Unsafe: whoever sits on the way can read and change everything. */
        public Builder trustAllCertificates() {
            settings.tls.trustingAll();
            return this;
        }

        /** Takes a trusted certificate for whatever host it was issued: {@code SkipCNCheck} of the automation API. */
        public Builder skipHostnameCheck() {
            settings.tls.withoutHostnameCheck();
            return this;
        }

        /** Hears of every exchange; none unless given. */
        public Builder listener(WsmanListener listener) {
            settings.listener = Arguments.present(listener, "listener");
            return this;
        }

        /**
         * Asks whether the issuer has revoked the server's certificate: the answer that the server staples, else OCSP, else the
         * CRLs that the certificate names, over plain http to the issuer and not through the session's proxy. Where none can be
         * had the server is not trusted. The JDK does not ask unless told to. With the JDK's trust store or {@link #trustStore}
         * only.
         *
         * @throws IllegalArgumentException where {@link #skipRevocationCheck()} was called
         */
        public Builder checkRevocation() {
            settings.tls.revocation(Revocation.CHECK);
            return this;
        }

        /**
         * Does not ask whether the server's certificate is revoked, even where the system property
         * {@code com.sun.net.ssl.checkRevocation} is true: {@code SkipRevocationCheck} of the automation API.
         *
         * @throws IllegalArgumentException where {@link #checkRevocation()} was called
         */
        public Builder skipRevocationCheck() {
            settings.tls.revocation(Revocation.SKIP);
            return this;
        }

        /**
         * The versions of TLS to offer. Unless given, {@code TLSv1.3} and {@code TLSv1.2}; with a client certificate
         * {@code TLSv1.2} only, since Windows Server 2022 cannot ask for one within TLS 1.3.
         *
         * @throws IllegalArgumentException where one is older than TLS 1.2, or none that the JDK knows
         */
        public Builder tlsProtocols(String... protocols) {
            settings.tls.protocols(Arguments.present(protocols, "protocols"));
            return this;
        }

        /**
         * The HTTP proxy to connect through, whatever the JDK's settings say: requests over http are forwarded by it, TLS goes
         * through a tunnel ({@code CONNECT}). Of this, {@link #proxy(ProxySelector)} and {@link #noProxy()} the last one holds;
         * unless one is called, the JDK's default selector is asked, which leaves loopback addresses out.
         *
         * @param hostAndPort {@code host:port}, an IPv6 address in brackets; its name is looked up at each connection
         * @throws IllegalArgumentException where it is no such thing
         */
        public Builder proxy(String hostAndPort) {
            return proxy(ProxySelector.of(ProxyAddress.parse(Arguments.text(hostAndPort, "proxy"))));
        }

        /**
         * Chooses the proxy: asked at each new connection for the endpoint's URL, on the thread of the operation. What it names is
         * tried in turn until one can be connected to. A SOCKS proxy is not spoken to: where nothing else is named, the operation
         * fails and says so.
         */
        public Builder proxy(ProxySelector selector) {
            settings.proxies = Arguments.present(selector, "selector");
            return this;
        }

        /** Connects to the endpoint itself, whatever the JDK's settings say. */
        public Builder noProxy() {
            settings.proxies = null;
            return this;
        }

        /**
         * Who to be for the proxy: Basic, Digest, NTLM, Negotiate or Kerberos (the principal {@code HTTP/proxyhost}). The server
         * never gets to see them, nor the proxy those of the server. NTLM is spoken under the name that the proxy offers. A
         * Basic password is readable on the way to the proxy, over https too: to a proxy on another machine nothing is sent
         * unless {@link #allowUnencrypted()} was called.
         *
         * @throws IllegalArgumentException for a scheme that proxies have not
         */
        public Builder proxyCredentials(Credentials credentials) {
            settings.proxyCredentials =
                    Arguments.present(credentials, "credentials").forProxy();
            return this;
        }

        /** What is tried again, and how often; {@link Retry#none()} unless given. */
        public Builder retry(Retry retry) {
            settings.retry = Arguments.present(retry, "retry");
            return this;
        }

        /**
         * Masks further values in the wire log (logger {@code dev.wsman.wire}, level TRACE) and in what errors repeat
         * of a server's markup: the content of elements, and the values of attributes, selectors and options, of these
         * names. Masked without this method are those whose names end in {@code password}, {@code passwd}, {@code pwd},
         * {@code passphrase}, {@code secret}, {@code token} or {@code privatekey}, in any case and with digits after
         * it; values that Dell's controllers pair with such a name; HTTP headers that carry credentials; and the
         * session's own password and tokens wherever a server or a proxy repeats them. Errors name the resource as
         * {@link ResourceLocator#toString()} does, where selectors and options whose names end in one of these words
         * are masked as well; those of {@code elementNames} are not.
         *
         * @param elementNames local names, in any namespace and any case
         */
        public Builder maskInLogs(String... elementNames) {
            for (String name : Arguments.present(elementNames, "elementNames")) {
                settings.masked.add(Arguments.text(name, "elementNames"));
            }
            return this;
        }

        /** The HTTP header {@code User-Agent}. */
        public Builder userAgent(String userAgent) {
            settings.userAgent = Arguments.header(userAgent, "userAgent");
            return this;
        }

        /**
         * Makes the session. Nothing is sent.
         *
         * @throws IllegalArgumentException where the settings contradict one another
         */
        public Session build() {
            return settings.build();
        }
    }
}
