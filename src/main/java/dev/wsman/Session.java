package dev.wsman;

import dev.wsman.ViewFactory.Origin;
import dev.wsman.internal.cxf.RemoteService;
import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.protocol.BodyContent;
import dev.wsman.internal.protocol.ElementReader;
import dev.wsman.internal.protocol.Exchange;
import dev.wsman.internal.protocol.RequestTarget;
import dev.wsman.internal.protocol.SessionAccess;
import dev.wsman.internal.transport.AttemptMeter;
import dev.wsman.internal.transport.Deadline;
import dev.wsman.internal.transport.EndpointAddress;
import dev.wsman.internal.transport.ProxyAddress;
import dev.wsman.internal.transport.Revocation;
import dev.wsman.internal.value.ServerForm;
import dev.wsman.internal.xml.Tree;
import java.net.ProxySelector;
import java.net.URI;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A session with one WS-Management service: Windows (WinRM), a server controller, a CIM broker. It offers the
 * operations and properties of the Session object of Microsoft's WSMan Automation API.
 *
 * <p><b>Threads.</b> Thread-safe: any number of threads may share a session. Every operation blocks its caller until
 * the reply has been read, the {@link #timeout()} has passed, or the thread is interrupted. A session has no threads of
 * its own, except short-lived ones: while it contacts a Kerberos KDC, and while it releases enumerations whose iterator
 * was garbage collected ({@link EnumerateRequest#iterator}), or deletes a remote shell that was. All sessions share
 * two threads. One closes connections whose reply is overdue; it runs while a reply is awaited, and a second or two
 * longer. The other is a daemon thread that waits for sessions, iterators and remote shells that become unreachable
 * without being closed; it ends with the last session.
 *
 * <p><b>Connections.</b> Nothing is sent before the first operation. Connections are kept alive and belong to the
 * session; close it when it is no longer needed. {@link #close()} may be called from any thread and ends running
 * operations. If a session is garbage collected without being closed, its connections are closed too, and the first
 * such session is logged as a warning; its enumerations stay open on the server until they expire there. A stream or an
 * {@link EnumerateRequest} keeps its session reachable.
 *
 * <p><b>Your own types.</b> Wherever a class is taken or an object is sent, it may be a JAXB class, whose public fields
 * and properties need no annotations, or a record class:
 *
 * <pre>{@code
 *  record Disk(@XmlElement(name = "DeviceID") String id, long size, Optional<String> fileSystem) {}
 *
 *  for (Disk disk : session.query("select DeviceID, Size, FileSystem from Win32_LogicalDisk", Disk.class)) ...
 * }</pre>
 *
 * <p>A field or component is the property with its name, in any case and any namespace; {@code @XmlElement(name = ...)}
 * gives another name. To send an object, give the names exactly, because servers distinguish case there. A component
 * may be a String, a primitive or its box, {@code BigInteger}, {@code BigDecimal}, an enum, a type of
 * {@code java.time}, {@code byte[]}, {@code UUID}, {@code URI}, a {@link ResourceLocator}, an {@link Instance}, another
 * record or a JAXB class (an embedded instance), or a {@code List}, {@code Set}, array or {@code Optional} of these. If
 * a property is absent or null, the component is null; zero or false if it is a primitive; empty if it is an
 * {@code Optional}, a collection or an array other than {@code byte[]}. A component that is null or empty is not sent;
 * {@code @XmlElement(nillable = true)} sends null as {@code xsi:nil}. A record that cannot be bound is an
 * {@link IllegalArgumentException} that names the component. In a named module, a record's package must be open to
 * {@code dev.wsman}, or exported if the record is public; that of a JAXB class to {@code org.glassfish.jaxb.runtime}.
 *
 * <p><b>Errors.</b> Every failure is a {@link WsmanException} that carries a {@link WsmanError}. An invalid argument is
 * an {@link IllegalArgumentException} before anything is sent.
 */
public final class Session implements ResourceOperations, AutoCloseable {
    static {
        SessionAccess.install(session -> ((Session) session).channel);
    }

    private final EndpointAddress address;
    private final RemoteService service;
    private final boolean anonymous;
    private final OperationRunner operations;
    private final SessionEnumerations enumerations;
    private final SessionChannel channel;
    private final AbandonedSessions.Watched watched;
    private volatile int batchItems;
    private volatile Duration timeout;
    /** The form of the server's values according to its IdentifyResponse; null until that is known. */
    private volatile @Nullable ServerForm form;

    private Session(SessionSettings settings) {
        this.address = settings.address;
        this.service = settings.service();
        this.anonymous = settings.credentials.isNone();
        this.operations = new OperationRunner(
                this,
                service,
                new RetryExecutor(settings.retry),
                settings.listener,
                new ConnectionWaits(address.toString(), settings.maxConnections));
        this.batchItems = settings.batchItems;
        this.timeout = settings.timeout;
        this.enumerations = new SessionEnumerations(this, service, operations, this::batchItems, this::timeout);
        this.channel = new SessionChannel(this, service, operations, this::timeout, settings.maxConnections);
        this.watched = AbandonedSessions.watch(this, service, address.toString());
    }

    /**
     * Opens a session without credentials and with all defaults: short for {@code builder(endpoint).build()}.
     *
     * @param endpoint as for {@link #builder(String)}
     */
    public static Session open(String endpoint) {
        return builder(endpoint).build();
    }

    /**
     * Opens a session with credentials and otherwise all defaults: short for
     * {@code builder(endpoint).credentials(credentials).build()}. Nothing is sent before the first operation.
     *
     * <pre>{@code
     *  try (Session session = Session.open("http://server:5985", Credentials.negotiate("DOMAIN\\user", password))) {
     *      session.query("select Name, State from Win32_Service").list().forEach(System.out::println);
     *  }
     * }</pre>
     *
     * @param endpoint as for {@link #builder(String)}
     * @throws IllegalArgumentException if the endpoint is not valid, or the credentials cannot be used with it
     */
    public static Session open(String endpoint, Credentials credentials) {
        return builder(endpoint).credentials(credentials).build();
    }

    /**
     * Returns a builder of a session.
     *
     * <pre>{@code
     *  server                  http://server:5985/wsman
     *  server:5986             http://server:5986/wsman, http as in WinRM, although Windows has https there
     *  https://server          https://server:5986/wsman
     *  https://server:443/w    https://server:443/w
     *  [fe80::1]               http://[fe80::1]:5985/wsman
     *  (empty)                 http://localhost:5985/wsman
     * }</pre>
     *
     * @param endpoint {@code [http|https://]host[:port][/path]}, as for {@code IWSMan::CreateSession}. An IPv6 address
     *     is in brackets. The defaults are http, port 5985 (http) or 5986 (https), and the path {@code /wsman}.
     * @throws IllegalArgumentException if the endpoint is not valid; the message names the likely slip, such as a
     *     resource URI, a UNC name, an IPv6 address without brackets, or a port after the path
     */
    public static Builder builder(String endpoint) {
        return new Builder(EndpointAddress.parse(Arguments.present(endpoint, "endpoint")));
    }

    /**
     * Asks the service for its product and version ({@code wsmid:Identify}, DSP0226 clause 11). The request has no
     * addressing headers. If the session has no credentials, the request has the HTTP header
     * {@code WSMANIDENTIFY: unauthenticated}, to which Windows replies without authentication.
     */
    public Identity identify() {
        Tree response = send(null, Exchange.identify(anonymous, ReplyReaders::identity));
        form = ServerForm.ofIdentity(response);
        return Identity.of(response);
    }

    /** Sends one exchange within the session's timeout. */
    private <T extends @Nullable Object> T send(@Nullable ResourceLocator resource, Exchange<T> exchange) {
        return operations.run(
                OperationLabel.of(exchange, resource),
                timeout,
                (deadline, meter) -> service.send(inServerForm(exchange, deadline, meter), deadline, meter));
    }

    /** Returns the exchange with the body in this server's form, which is found out by one Identify per session. */
    private <T extends @Nullable Object> Exchange<T> inServerForm(
            Exchange<T> exchange, Deadline deadline, AttemptMeter meter) {
        return exchange.body() instanceof CharacterContent content
                ? exchange.withBody(content.in(form(deadline, meter)))
                : exchange;
    }

    private ServerForm form(Deadline deadline, AttemptMeter meter) {
        ServerForm known = form;
        if (known == null) {
            known = identifiedForm(deadline, meter);
            form = known;
        }
        return known;
    }

    private ServerForm identifiedForm(Deadline deadline, AttemptMeter meter) {
        try {
            return ServerForm.ofIdentity(
                    service.send(Exchange.identify(anonymous, ElementReader::trees), deadline, meter));
        } catch (ExchangeException e) {
            switch (e.stage()) {
                case FAULT, HTTP, PROTOCOL -> {
                    return ServerForm.CIM; // a server that does not reply to Identify is not OMI
                }
                default -> throw e;
            }
        }
    }

    /**
     * Reads a resource ({@code wxf:Get}).
     *
     * @param resource the resource; if it names a fragment, the result is the {@code wsman:XmlFragment} element
     */
    @Override
    public Instance get(ResourceLocator resource) {
        return get(resource, Instance.class);
    }

    /**
     * Reads a resource into an object.
     *
     * @param type the caller's JAXB class, record class or generated class, for an element of any name; or
     *     {@link Instance}
     * @throws IllegalArgumentException if the class cannot be bound
     */
    public <T> T get(ResourceLocator resource, Class<T> type) {
        RequestTarget target = RequestTargets.of(resource);
        return send(resource, Exchange.get(target, ReplyReaders.of(type, Origin.at(this, resource), resource)));
    }

    /**
     * Changes a resource ({@code wxf:Put}).
     *
     * @param content the complete new representation, or the fragment if the locator names one: an {@link Instance}, a
     *     map from the properties' names to their values as for {@link #create}, a record, a JAXB object, a DOM Element
     *     or XML text. Some servers set omitted properties to null; {@link Instance#with} keeps them. A map cannot be a
     *     fragment.
     * @return the new representation; if the server replies with an empty body, the content that was sent
     * @throws IllegalArgumentException if the content cannot be sent, for instance because it is an item of a WQL
     *     projection, or a map for a resource URI such as {@code wmicimv2/*} that does not name a class
     */
    @Override
    public Instance put(ResourceLocator resource, Object content) {
        RequestTarget target = RequestTargets.of(resource);
        BodyContent body = RequestContents.of(resource, content);
        Instance now = send(resource, Exchange.put(target, body, ReplyReaders.instances(resource)));
        return now != null ? now : RequestContents.asInstance(resource, body);
    }

    /**
     * Changes a resource and reads its new representation into an object.
     *
     * @param type the caller's JAXB class or record class, a generated class, or {@link Instance}
     * @return the new representation; if the server replies with an empty body, the content that was sent, as that
     *     class
     * @throws IllegalArgumentException if the content cannot be sent, or the class cannot be bound
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
     * Creates a resource ({@code wxf:Create}).
     *
     * @param content its representation: an {@link Instance}, a map from the properties' names to their values, a
     *     record, a JAXB object, a DOM Element or XML text. The element of a map has the resource URI as its namespace
     *     and the last segment of the URI as its name, as with {@code winrm create}; the elements of WinRM's own
     *     configuration ({@code winrm/config/listener}) have their usual case. Values are those of {@link
     *     Instance.Builder}.
     * @return the locator of the new resource, for {@link #get} for example
     * @throws IllegalArgumentException if the content cannot be sent, for instance because it is an item of a WQL
     *     projection, or a map for a resource URI such as {@code wmicimv2/*} that does not name a class
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
     * Calls a method. The action is the resource URI, a slash and the method's name (DSP0230). A ReturnValue other than
     * zero is data, not an error: {@code invoke(…).returnValue().orThrow()} makes it one.
     *
     * @param method the method's name, or a complete action URI
     * @param input null for none (an empty {@code Method_INPUT}), a map from the parameters' names to their values, an
     *     {@link Instance} named {@code Method_INPUT}, a JAXB object, a record, a DOM Element or XML text. Empty text
     *     sends an empty Body.
     * @return the method's output, an element of any name: out parameters and {@code ReturnValue}
     * @throws IllegalArgumentException if the input cannot be sent
     */
    @Override
    public Instance invoke(ResourceLocator resource, String method, @Nullable Object input) {
        return invoke(resource, method, input, Instance.class);
    }

    /**
     * Calls a method and reads its output into an object.
     *
     * @param output the caller's JAXB class or record class, or {@link Instance}
     * @throws IllegalArgumentException if the input cannot be sent, or the class cannot be bound
     */
    public <T> T invoke(ResourceLocator resource, String method, @Nullable Object input, Class<T> output) {
        RequestTarget target = RequestTargets.of(resource);
        String name = Arguments.method(method);
        BodyContent body = RequestContents.input(resource, name, input);
        ElementReader.Factory<T> reader = ReplyReaders.of(output, new Origin(this, null, false), resource);
        T result = send(resource, Exchange.invoke(target, name, body, reader));
        return result instanceof Instance instance ? output.cast(instance.asOutputOf(resource, name)) : result;
    }

    /** Returns a request for the instances of a class, or for those that a filter selects. Nothing is sent yet. */
    public EnumerateRequest<Instance> enumerate(ResourceLocator resource) {
        return enumerate(resource, Instance.class);
    }

    /**
     * Returns a request for instances as objects. Nothing is sent yet.
     *
     * @param type the caller's JAXB class or record class, a generated class, or {@link Instance}
     * @throws IllegalArgumentException if the class cannot be bound
     */
    public <T> EnumerateRequest<T> enumerate(ResourceLocator resource, Class<T> type) {
        return EnumerateRequest.of(enumerations, resource, type);
    }

    /**
     * Returns a request for the results of a WQL query in the namespace {@code root/cimv2} of Windows. Nothing is sent
     * yet. It is short for {@code enumerate(ResourceLocator.of("wmicimv2/*")).filter(Filter.wql(wql))}: it enumerates
     * {@code http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/*} with a {@code wsman:Filter} whose dialect is
     * {@code http://schemas.microsoft.com/wbem/wsman/1/WQL}.
     *
     * <p>For another namespace, or a server other than Windows, see {@link #query(ResourceLocator, String)}.
     *
     * @param wql for instance {@code select Name, State from Win32_Service where State = 'Running'}. If the query names
     *     properties, the items have only these.
     * @throws IllegalArgumentException if the query is blank or does not begin with {@code select}, {@code associators}
     *     or {@code references}, for instance because it is the name of a class
     */
    public EnumerateRequest<Instance> query(String wql) {
        return query(wql, Instance.class);
    }

    /**
     * Returns a request for the results of a WQL query as objects. Nothing is sent yet.
     *
     * <p>If the type is a generated class, the query goes where {@link #enumerate(Class)} goes: for a class of Windows,
     * to its own namespace. For every other type it goes to the namespace {@code root/cimv2} of Windows, as with
     * {@link #query(String)}.
     *
     * @param type the caller's JAXB class or record class, a generated class, or {@link Instance}
     * @throws IllegalArgumentException if the query is blank or does not begin with a statement of WQL, or the
     *     class cannot be bound
     */
    public <T> EnumerateRequest<T> query(String wql, Class<T> type) {
        Filter filter = QueryArguments.wql(wql);
        ResourceLocator resource =
                ViewFactory.of(type).map(views -> views.resource(type)).orElse(QueryArguments.CIMV2);
        return enumerate(resource, type).filter(filter);
    }

    /**
     * Returns a request for the results of a WQL query in any namespace of any server. Nothing is sent yet. The query
     * is sent in a {@code wsman:Filter} whose dialect is {@code http://schemas.microsoft.com/wbem/wsman/1/WQL}, to the
     * URI and the selectors of the locator:
     *
     * <pre>{@code
     *  Windows, root/StandardCimv2          ResourceLocator.of("wmi/root/StandardCimv2/*")
     *  Windows, root/virtualization/v2      ResourceLocator.of("wmi/root/virtualization/v2/*")
     *  OMI, openwsman, iDRAC, AMT           ResourceLocator.of("http://schemas.dmtf.org/wbem/wscim/1/*")
     *    the same, in a certain namespace     .selector("__cimnamespace", "root/cimv2")
     *    the same, at the URI of a class    ResourceLocator.of("cimv2/CIM_ComputerSystem")
     * }</pre>
     *
     * <p>The class in the query determines which items are returned. A server that does not have WQL reports
     * {@link WsmanError.Kind#FILTER_DIALECT_REQUESTED_UNAVAILABLE}; for other languages, use {@link #enumerate} with a
     * {@link Filter}.
     *
     * @param namespace all classes of a namespace, as in the table
     * @param wql the query, as for {@link #query(String)}
     * @throws IllegalArgumentException if the locator is one of Windows' WMI and does not end with {@code /*}, or has
     *     selectors, which Windows rejects; or if the query is blank or does not begin with a statement of WQL
     */
    public EnumerateRequest<Instance> query(ResourceLocator namespace, String wql) {
        return query(namespace, wql, Instance.class);
    }

    /**
     * Returns a request for the results of a WQL query in any namespace of any server, as objects. Nothing is sent yet.
     * What is sent, and where, is described at {@link #query(ResourceLocator, String)}.
     *
     * @param type the caller's JAXB class or record class, a generated class, or {@link Instance}
     * @throws IllegalArgumentException as for {@link #query(ResourceLocator, String)}, or if the class cannot be bound
     */
    public <T> EnumerateRequest<T> query(ResourceLocator namespace, String wql, Class<T> type) {
        Filter filter = QueryArguments.wql(wql);
        return enumerate(QueryArguments.namespace(namespace), type).filter(filter);
    }

    /**
     * Reads an instance of a generated class by its keys.
     *
     * @param type a class of views, generated from a CIM class
     * @param keys the values of its keys, in the order in which it declares them; none for a class without keys, which
     *     has one instance
     * @throws IllegalArgumentException if the class is not generated, has another number of keys, or a key is null; the
     *     message names the keys
     */
    public <T> T get(Class<T> type, Object... keys) {
        return get(views(type).instance(type, Arguments.present(keys, "keys")), type);
    }

    /**
     * Returns a request for the instances of a generated class. Nothing is sent yet.
     *
     * @param type a class of views, generated from a CIM class
     * @throws IllegalArgumentException if the class is not generated
     */
    public <T> EnumerateRequest<T> enumerate(Class<T> type) {
        return enumerate(views(type).resource(type), type);
    }

    private static ViewFactory views(Class<?> type) {
        return ViewFactory.of(type)
                .orElseThrow(() -> new IllegalArgumentException("type: " + type.getName()
                        + " does not name a resource, as generated classes do; name it with a ResourceLocator"));
    }

    /**
     * Returns the largest number of items in a batch of an enumeration. The default, 0, means no limit: the largest
     * possible number is sent, because servers return a single item if none is sent, and the server decides.
     */
    public int batchItems() {
        return batchItems;
    }

    /**
     * Sets the largest number of items in a batch, for enumerations that begin from now on. The provider may send
     * fewer.
     *
     * @param items 0 for no limit
     * @return this session
     * @throws IllegalArgumentException if the number is negative
     */
    public Session batchItems(int items) {
        batchItems = Arguments.batchItems(items);
        return this;
    }

    /** Returns the time limit of an operation, as its caller experiences it; 60 s unless it is set. */
    public Duration timeout() {
        return timeout;
    }

    /**
     * Sets the time limit of operations that begin from now on: for connecting, sending, waiting and reading together.
     * For an enumeration, it limits each batch. The limit that is sent to the server ({@code wsman:OperationTimeout})
     * is a tenth shorter, at most 5 s, so that the server's own fault arrives first.
     *
     * @param timeout at least 1 ms; a longer one than 365 days is shortened to 365 days
     * @return this session
     * @throws IllegalArgumentException if the timeout is shorter than 1 ms
     */
    public Session timeout(Duration timeout) {
        this.timeout = Arguments.timeout(timeout, "timeout");
        return this;
    }

    /**
     * Returns the error of the latest operation that failed, on any thread; empty if none has failed. To get the error
     * of a certain operation, use its exception.
     */
    public Optional<WsmanError> error() {
        return Optional.ofNullable(operations.error());
    }

    /**
     * Ends the session. Enumerations that are still open on the server are released and remote shells are deleted,
     * within 5 s each at most; then the connections are closed. Operations on other threads fail with a {@link
     * WsmanTransportException} of kind {@link WsmanError.Kind#CLOSED}. Works on an interrupted thread too, which stays
     * interrupted. Closing again has no effect.
     */
    @Override
    public void close() {
        if (!operations.isClosed()) {
            watched.end();
            operations.close();
            boolean interrupted = Thread.interrupted(); // an interrupted thread could not send Release
            try {
                enumerations.releaseAll();
                channel.releaseAll();
            } finally {
                service.close();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /**
     * Returns the URL of the service, always with scheme, port and path, for example {@code
     * http://server:5985/wsman}. Endpoints that differ only in what they leave out have the same URL.
     */
    public URI endpoint() {
        return URI.create(address.toString());
    }

    /** Returns the endpoint, without credentials. */
    @Override
    public String toString() {
        return "Session[" + address + "]";
    }

    /** Builds a session. Not thread-safe. */
    public static final class Builder {
        private final SessionSettings settings;

        private Builder(EndpointAddress address) {
            this.settings = new SessionSettings(address);
        }

        /** Returns the URL of the service, as {@link Session#endpoint()} of the session will. */
        public URI endpoint() {
            return URI.create(settings.address.toString());
        }

        /** Sets the credentials; the default is {@link Credentials#none()}. */
        public Builder credentials(Credentials credentials) {
            settings.credentials = Arguments.present(credentials, "credentials");
            return this;
        }

        /**
         * Allows schemes that give the password to the server to do so over plain http to another machine, or through a
         * proxy on another machine: Basic, whose password anyone on the way can read, and CredSSP, whose password goes
         * to any machine that replies in place of the server. Also allows Basic to a proxy on another machine. Without
         * this, such a session fails before anything is sent. This machine is {@code localhost}, 127.0.0.0/8 and ::1; a
         * name is checked by the address that it resolves to.
         */
        public Builder allowUnencrypted() {
            settings.allowUnencrypted = true;
            return this;
        }

        /** Sets whether messages are encrypted; the default is {@link Encryption#AUTO}. */
        public Builder encryption(Encryption encryption) {
            settings.encryption = Arguments.present(encryption, "encryption");
            return this;
        }

        /** Sets the largest number of items in a batch, as {@link Session#batchItems(int)} does. */
        public Builder batchItems(int items) {
            settings.batchItems = Arguments.batchItems(items);
            return this;
        }

        /** Sets the time limit of an operation, as {@link Session#timeout(Duration)} does. */
        public Builder timeout(Duration timeout) {
            settings.timeout = Arguments.timeout(timeout, "timeout");
            return this;
        }

        /**
         * Sets the time limit of connecting, including TLS, within the operation's own timeout; the default is 15 s.
         */
        public Builder connectTimeout(Duration timeout) {
            settings.connectTimeout = Arguments.timeout(timeout, "timeout");
            return this;
        }

        /**
         * Sets how many connections may be open at once; the default is 16. If all are in use, operations wait within
         * their timeouts, and get the next connections in the order in which they came. A listener receives the wait
         * ({@link WsmanListener.CompletedAttempt#connectionWait}).
         */
        public Builder maxConnections(int connections) {
            settings.maxConnections = Arguments.positive(connections, "connections");
            return this;
        }

        /**
         * Sets the size of the largest reply, in bytes. Every request except Identify sends it to the server in
         * {@code wsman:MaxEnvelopeSize} (DSP0226 clause 13.1), and no more than that is read. If it is not set, 512,000
         * bytes are sent as the limit, and up to 512 MiB are read from a server that exceeds it. Windows reduces the
         * size to its own MaxEnvelopeSizekb.
         *
         * @param bytes at least 8192; Intel AMT requires 50,000 or more
         * @throws IllegalArgumentException if it is below 8192, which servers reject
         */
        public Builder maxEnvelopeSize(long bytes) {
            settings.maxEnvelopeSize = Arguments.envelopeSize(bytes);
            return this;
        }

        /**
         * Replaces characters in replies that XML 1.0 forbids, such as {@code U+0001} and {@code &#x1;}, and bytes that
         * are not valid in the reply's encoding, with the replacement character {@code U+FFFD}. Old iDRACs send
         * hardware names with such characters. Without this, such a reply is a {@link WsmanProtocolException} that
         * names the character.
         */
        public Builder repairInvalidCharacters() {
            settings.repairInvalidCharacters = true;
            return this;
        }

        /**
         * Sets the language in which the server writes texts: the reasons of its faults, and properties that it
         * translates, such as {@code Caption} of Windows' classes. Every request except Identify then has the header
         * {@code wsman:Locale}, which a server may ignore. By default none is sent, and the server uses its own
         * language. A program that shows errors to users of another language sets it, for example to
         * {@code Locale.US}. The texts of this library are in English in any case.
         */
        public Builder locale(Locale locale) {
            settings.locale = Arguments.present(locale, "locale");
            return this;
        }

        /**
         * Sets the context of TLS connections, with its own trusted certificates and keys; the host name is still
         * checked. Choose at most one of this, {@link #trustStore}, {@link #certificateFingerprint} and
         * {@link #trustAllCertificates}; {@link #build} rejects a combination.
         */
        public Builder sslContext(SSLContext context) {
            settings.tls.context(Arguments.present(context, "context"));
            return this;
        }

        /**
         * Trusts the certificates in this store and those that they have signed, instead of the JDK's trust store: a
         * private authority, or a server's own certificate. {@link #build} rejects a store without certificates.
         */
        public Builder trustStore(KeyStore certificates) {
            settings.tls.trusting(Arguments.present(certificates, "certificates"));
            return this;
        }

        /**
         * Trusts exactly the certificate with this fingerprint, regardless of its issuer, its name and its age. The
         * error for another certificate contains that certificate's fingerprint.
         *
         * @param sha256 64 hexadecimal digits, with or without colons
         * @throws IllegalArgumentException if it is not a SHA-256 fingerprint
         */
        public Builder certificateFingerprint(String sha256) {
            settings.tls.pinned(Arguments.present(sha256, "sha256"));
            return this;
        }

        /** Trusts any certificate for any host. Unsafe: anyone on the way can read and change everything. */
        public Builder trustAllCertificates() {
            settings.tls.trustingAll();
            return this;
        }

        /**
         * Accepts a trusted certificate that was issued for another host: {@code SkipCNCheck} of the automation API.
         */
        public Builder skipHostnameCheck() {
            settings.tls.withoutHostnameCheck();
            return this;
        }

        /** Sets the listener, which is called after every attempt of an operation; by default there is none. */
        public Builder listener(WsmanListener listener) {
            settings.listener = Arguments.present(listener, "listener");
            return this;
        }

        /**
         * Checks whether the issuer has revoked the server's certificate. Uses the OCSP response that the server
         * staples, or else OCSP, or else the CRLs that the certificate names, over plain http to the issuer and not
         * through the session's proxy. If none of these is available, the server is not trusted. The JDK does not check
         * this by default. Works only with the JDK's trust store or {@link #trustStore}.
         *
         * @throws IllegalArgumentException if {@link #skipRevocationCheck()} was called
         */
        public Builder checkRevocation() {
            settings.tls.revocation(Revocation.CHECK);
            return this;
        }

        /**
         * Does not check whether the server's certificate is revoked, even if the system property
         * {@code com.sun.net.ssl.checkRevocation} is true: {@code SkipRevocationCheck} of the automation API.
         *
         * @throws IllegalArgumentException if {@link #checkRevocation()} was called
         */
        public Builder skipRevocationCheck() {
            settings.tls.revocation(Revocation.SKIP);
            return this;
        }

        /**
         * Sets the versions of TLS to offer. The default is {@code TLSv1.3} and {@code TLSv1.2}; with a client
         * certificate it is {@code TLSv1.2} only, because Windows Server 2022 cannot request one within TLS 1.3.
         *
         * @throws IllegalArgumentException if a version is older than TLS 1.2, or the JDK does not support it
         */
        public Builder tlsProtocols(String... protocols) {
            settings.tls.protocols(Arguments.present(protocols, "protocols"));
            return this;
        }

        /**
         * Sets the HTTP proxy, regardless of the JDK's settings. The proxy forwards requests over http; TLS goes
         * through a tunnel ({@code CONNECT}). The last call of this, {@link #proxy(ProxySelector)} and
         * {@link #noProxy()} counts. If none is called, the JDK's default selector decides, which excludes loopback
         * addresses.
         *
         * @param hostAndPort {@code host:port}, an IPv6 address in brackets; the name is resolved at each connection
         * @throws IllegalArgumentException if it is not a host and a port
         */
        public Builder proxy(String hostAndPort) {
            return proxy(ProxySelector.of(ProxyAddress.parse(Arguments.text(hostAndPort, "proxy"))));
        }

        /**
         * Sets the selector of the proxy. It is called with the endpoint's URL at each new connection, on the thread of
         * the operation. Its proxies are tried in turn until a connection succeeds. SOCKS proxies are not supported: if
         * the selector returns only these, the operation fails, and its error says so.
         */
        public Builder proxy(ProxySelector selector) {
            settings.proxies = Arguments.present(selector, "selector");
            return this;
        }

        /** Connects directly to the endpoint, regardless of the JDK's settings. */
        public Builder noProxy() {
            settings.proxies = null;
            return this;
        }

        /**
         * Sets the credentials for the proxy: Basic, Digest, NTLM, Negotiate or Kerberos (with the principal
         * {@code HTTP/proxyhost}). The server never receives the proxy's credentials, nor the proxy the server's. NTLM
         * uses the scheme name that the proxy offers. A Basic password can be read on the way to the proxy, even if the
         * endpoint is https: nothing is sent to a proxy on another machine unless {@link #allowUnencrypted()} was
         * called.
         *
         * @throws IllegalArgumentException if proxies do not support the scheme
         */
        public Builder proxyCredentials(Credentials credentials) {
            settings.proxyCredentials =
                    Arguments.present(credentials, "credentials").forProxy();
            return this;
        }

        /** Sets how often failed operations are tried again; the default is {@link Retry#none()}. */
        public Builder retry(Retry retry) {
            settings.retry = Arguments.present(retry, "retry");
            return this;
        }

        /**
         * Masks further values in the wire log (logger {@code dev.wsman.wire}, level TRACE) and in the excerpts of a
         * server's markup in errors: the content of elements, and the values of attributes, selectors and options, with
         * these names.
         *
         * <p>The following is always masked: values whose names end in {@code password}, {@code passwd}, {@code pwd},
         * {@code passphrase}, {@code secret}, {@code token} or {@code privatekey}, in any case and with digits after
         * it; values that Dell's controllers pair with such a name; HTTP headers that carry credentials; and the
         * session's own password and tokens wherever a server or a proxy repeats them. Errors name the resource as
         * {@link ResourceLocator#toString()} does, which masks selectors and options whose names end in one of these
         * words, but not those of {@code elementNames}.
         *
         * @param elementNames local names, in any namespace and any case
         */
        public Builder maskInLogs(String... elementNames) {
            for (String name : Arguments.present(elementNames, "elementNames")) {
                settings.masked.add(Arguments.text(name, "elementNames"));
            }
            return this;
        }

        /** Sets the HTTP header {@code User-Agent}. */
        public Builder userAgent(String userAgent) {
            settings.userAgent = Arguments.header(userAgent, "userAgent");
            return this;
        }

        /**
         * Builds the session. Nothing is sent.
         *
         * @throws IllegalArgumentException if the settings contradict one another
         */
        public Session build() {
            return new Session(settings);
        }
    }
}
