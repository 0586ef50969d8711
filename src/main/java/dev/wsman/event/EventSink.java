package dev.wsman.event;

import dev.wsman.internal.event.DeliveryTerms;
import dev.wsman.internal.event.SinkAddress;
import dev.wsman.internal.event.sink.SinkServer;
import dev.wsman.internal.event.sink.SinkSettings;
import dev.wsman.internal.event.sink.SinkTls;
import dev.wsman.internal.event.sink.SinkUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP(S) server to which event sources push events: Windows (Push, PushWithAck, Events), openwsman, iDRAC and
 * Intel AMT. One sink serves any number of subscriptions. It needs the HTTP server Jetty: the optional dependency
 * {@code org.eclipse.jetty:jetty-server}, version 12.0 or 12.1.
 *
 * <p>A delivery is acknowledged after its handler has returned. If the handler fails, or if more messages are pending
 * than {@link Builder#maxPending} allows, the source gets 503; Windows keeps the events and sends them again.
 * Thread-safe.
 */
public final class EventSink implements AutoCloseable {
    private final SinkServer server;
    private final URI url;
    private final SinkRouter router;
    private final SinkSubscriptions subscriptions;

    private EventSink(SinkServer server, URI url, SinkRouter router, SinkSubscriptions subscriptions) {
        this.server = server;
        this.url = url;
        this.router = router;
        this.subscriptions = subscriptions;
    }

    /** Starts with a sink on port 5985, or on 5986 with TLS, of all addresses. Choose how sources authenticate. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the address under which sources reach the sink, without a path unless {@link Builder#publicUrl} has one:
     * {@code http://collector.example.com:5985}.
     */
    public URI url() {
        return url;
    }

    /** Returns the local port on which the sink listens. */
    public int port() {
        return server.port();
    }

    /**
     * Offers a subscription to Windows hosts that request theirs, and replaces one with the same name. A host
     * subscribes at its next refresh; a replaced subscription continues after the positions that its store has.
     *
     * @throws IllegalArgumentException if the subscription is null, or its {@code maxEnvelopeSize} exceeds the sink's
     *     {@code maxMessageSize}
     */
    public void offer(SourceInitiatedSubscription<?> subscription) {
        subscriptions.offer(EventArguments.present(subscription, "subscription"));
    }

    /**
     * Stops offering a subscription: hosts end it at their next refresh. Until then their deliveries get 404. Has no
     * effect if there is no subscription with this name.
     */
    public void withdraw(String name) {
        subscriptions.withdraw(EventArguments.present(name, "name"));
    }

    /**
     * Returns what is known about the hosts of the subscriptions that are offered: the 50,000 of each subscription that
     * were seen last. A host that is silent for longer than its heartbeat is off, cannot reach the sink, or was
     * removed.
     */
    public List<SourceStatus> sources() {
        return router.collector().sources();
    }

    /** Returns whether sources may authenticate by Kerberos. */
    boolean hasKerberos() {
        return subscriptions.hasKerberos();
    }

    /** Prepares for deliveries; rejects those that are larger than messages may be. */
    void prepareFor(DeliveryTerms terms) {
        subscriptions.prepareFor(terms);
    }

    /** Returns where a source delivers. */
    SinkAddress address(String token, String identifier) {
        return subscriptions.address(token, identifier);
    }

    void register(String token, SinkRoute route) {
        router.add(token, route);
    }

    void unregister(String token, SinkRoute route) {
        router.remove(token, route);
    }

    /**
     * Closes each {@link PushSubscription} that delivers here, and stops listening. Hosts of offered subscriptions keep
     * their events. Waits up to {@link Builder#closeTimeout} for the servers of the subscriptions, and again for
     * deliveries whose handler is running, so that they are acknowledged; then closes all connections. A handler may
     * call this method: it then returns at once, and the sink closes after that handler. Has no effect if the sink is
     * closed.
     */
    @Override
    public void close() {
        router.stop();
        server.close(router::close);
    }

    @Override
    public String toString() {
        return "EventSink[" + url + "]";
    }

    /** Builds a sink. Not thread-safe. */
    public static final class Builder {
        private final SinkConfiguration sink = new SinkConfiguration();

        private Builder() {}

        /**
         * Sets the port; 0 for any free one. The default is 5985, or 5986 with TLS, as in Windows.
         *
         * @throws IllegalArgumentException if it is not a port
         */
        public Builder port(int number) {
            if (number < 0 || number > 0xffff) {
                throw new IllegalArgumentException("port must be between 0 and 65535, was " + number);
            }
            sink.port = number;
            return this;
        }

        /** Listens only on this local address. The default is all addresses. */
        public Builder bindAddress(InetAddress address) {
            sink.bindAddress = EventArguments.present(address, "address");
            return this;
        }

        /**
         * Sets the URL under which event sources reach the sink, if they do not reach it under the name of this machine
         * and the local port: behind a reverse proxy or a forwarded port, or in a container. A path of the URL becomes
         * the beginning of all paths; a proxy must pass it on.
         *
         * @param url {@code http} or {@code https}, with a host and without query and fragment
         * @throws IllegalArgumentException if the URL has another form
         */
        public Builder publicUrl(URI url) {
            String scheme = String.valueOf(EventArguments.present(url, "url").getScheme())
                    .toLowerCase(Locale.ROOT);
            boolean http = scheme.equals("http") || scheme.equals("https");
            if (!http || url.getHost() == null || url.getRawQuery() != null || url.getRawFragment() != null) {
                throw new IllegalArgumentException(
                        "url must be http or https, with a host and without query and fragment, was " + url);
            }
            sink.publicUrl = url;
            return this;
        }

        /**
         * Serves https, TLS 1.3 and 1.2.
         *
         * @param keyStore a PKCS #12 or JKS file with the certificate of the sink and its private key
         * @param password the password of the file and of the key; copied
         * @throws IllegalArgumentException if the file cannot be read with this password
         */
        public Builder tls(Path keyStore, char[] password) {
            return tls(
                    SinkTls.keyStore(
                            EventArguments.present(keyStore, "keyStore"), EventArguments.present(password, "password")),
                    password);
        }

        /** Serves https with a key store in memory; otherwise like {@link #tls(Path, char[])}. */
        public Builder tls(KeyStore keyStore, char[] password) {
            sink.keys = EventArguments.present(keyStore, "keyStore");
            sink.keyPassword = EventArguments.present(password, "password").clone();
            sink.context = null;
            return this;
        }

        /**
         * Serves https with a context that has the sink's key, and that decides which client certificates it trusts.
         */
        public Builder tls(SSLContext sslContext) {
            sink.context = EventArguments.present(sslContext, "sslContext");
            sink.keys = null;
            return this;
        }

        /**
         * Authenticates sources by TLS client certificates. If no other way to authenticate is configured, a connection
         * without a trusted certificate is refused during the handshake.
         *
         * @param trustedIssuers the certificate authorities whose certificates are accepted
         */
        public Builder clientCertificates(KeyStore trustedIssuers) {
            sink.trusted = EventArguments.present(trustedIssuers, "trustedIssuers");
            sink.certificates = true;
            return this;
        }

        /**
         * Authenticates sources by TLS client certificates that the context of {@link #tls(SSLContext)} trusts. With a
         * key store, call {@link #clientCertificates(KeyStore)}.
         */
        public Builder clientCertificates() {
            sink.certificates = true;
            sink.trusted = null;
            return this;
        }

        /**
         * Accepts this user by Basic. Can be called for several users.
         *
         * @param user the name, without a colon
         * @param password the password; copied
         * @throws IllegalArgumentException if the name is empty or has a colon
         */
        public Builder basic(String user, char[] password) {
            sink.users.add(user(user, password));
            return this;
        }

        /**
         * Accepts this user by Digest, as Intel AMT logs in. Can be called for several users. Digest does not show the
         * password, and does not protect messages: prefer https.
         *
         * @param user the name, without a colon
         * @param password the password; copied
         * @throws IllegalArgumentException if the name is empty or has a colon
         */
        public Builder digest(String user, char[] password) {
            sink.digestUsers.add(user(user, password));
            return this;
        }

        private static SinkUser user(String user, char[] password) {
            if (EventArguments.present(user, "user").isBlank() || user.indexOf(':') >= 0) {
                throw new IllegalArgumentException("user must not be empty or have a colon, was \"" + user + '"');
            }
            return new SinkUser(user, EventArguments.present(password, "password"));
        }

        /**
         * Authenticates sources by Kerberos, as Windows hosts of a domain do: the schemes {@code Kerberos} and {@code
         * Negotiate}. Over http, each message must be encrypted, and replies are.
         *
         * @param keytab the key table of the sink's account
         * @param principal the principal that the sources request: {@code HTTP/host@REALM}, with the host of
         *     {@link #publicUrl} or the name of this machine
         * @throws IllegalArgumentException if the principal has no realm
         */
        public Builder kerberos(Path keytab, String principal) {
            String name = EventArguments.present(principal, "principal");
            if (name.lastIndexOf('@') <= 0 || name.endsWith("@")) {
                throw new IllegalArgumentException(
                        "principal must have a realm, such as HTTP/host@REALM, was \"" + name + '"');
            }
            sink.keytab = EventArguments.present(keytab, "keytab");
            sink.principal = name;
            return this;
        }

        /**
         * Authenticates sources by Kerberos for every principal that the key table has: Windows Server 2025 requests
         * {@code host/collector} where earlier versions request {@code HTTP/collector}.
         */
        public Builder kerberos(Path keytab) {
            sink.keytab = EventArguments.present(keytab, "keytab");
            sink.principal = null;
            return this;
        }

        /**
         * Accepts messages of any sender. The paths of subscriptions contain tokens that cannot be guessed; over plain
         * http anyone on the way can read them.
         */
        public Builder unauthenticated() {
            sink.anonymous = true;
            return this;
        }

        /**
         * Allows Basic over plain http on addresses other than the loopback one. Anyone on the way reads the
         * password.
         */
        public Builder allowUnencrypted() {
            sink.allowUnencrypted = true;
            return this;
        }

        /**
         * Sets the most bytes of a message, as it arrives and after it was decompressed. A larger one gets 413. The
         * default is 1 MiB, which holds the default batch of Windows, 512,000 characters, in UTF-16. Twice the
         * MaxEnvelopeSize of a subscription, and 24 KiB for the framing, are enough.
         *
         * @throws IllegalArgumentException if it is less than 8192 or more than 512 MiB
         */
        public Builder maxMessageSize(long bytes) {
            if (bytes < 8192 || bytes > 512L << 20) {
                throw new IllegalArgumentException("bytes must be between 8192 and 512 MiB, was " + bytes);
            }
            sink.limits = sink.limits.maxMessageSize(bytes);
            return this;
        }

        /**
         * Sets how many messages, and how many bytes of them together, are received, waiting, or being handled at the
         * same time. Further ones get 503, before their content is read into memory. The default is 1000 messages, and
         * 64 MiB or a quarter of the heap, whichever is less. A message needs its room twice while it is decrypted or
         * decompressed.
         *
         * @throws IllegalArgumentException if one of them is not positive
         */
        public Builder maxPending(int messages, long bytes) {
            sink.limits = sink.limits.pending(
                    EventArguments.positive(messages, "messages"), EventArguments.positive(bytes, "bytes"));
            sink.pendingChosen = true;
            return this;
        }

        /**
         * Sets how many deliveries are handled at the same time; further ones wait. The default is twice the number of
         * processors, at least 16.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder handlerThreads(int count) {
            sink.limits =
                    sink.limits.concurrency(sink.limits.maxConnections(), EventArguments.positive(count, "count"));
            return this;
        }

        /**
         * Sets the most open connections; further ones are closed at once. The default is 10,000. Windows keeps one
         * connection a subscription.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder maxConnections(int count) {
            sink.limits =
                    sink.limits.concurrency(EventArguments.positive(count, "count"), sink.limits.handlerThreads());
            return this;
        }

        /**
         * Sets how long a connection stays open without a message. The default is 65 minutes. If a subscription that
         * delivers to the sink has a longer heartbeat, connections stay open a minute longer than that, so that a
         * connection is not closed while the source sends.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder idleTimeout(Duration time) {
            sink.limits = sink.limits.times(
                    positive(time, "time"),
                    sink.limits.receiveTimeout(),
                    sink.limits.handleTimeout(),
                    sink.limits.closeTimeout());
            return this;
        }

        /**
         * Sets how long a sender may pause within a message, and how long a new connection may take until its first
         * request. The default is 30 seconds.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder receiveTimeout(Duration time) {
            sink.limits = sink.limits.times(
                    sink.limits.idleTimeout(),
                    positive(time, "time"),
                    sink.limits.handleTimeout(),
                    sink.limits.closeTimeout());
            return this;
        }

        /**
         * Sets how long a delivery waits and is handled before the source gets 504 and repeats it later. The handler is
         * not interrupted. The default is 50 seconds: Windows waits 60 seconds for a reply.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder handleTimeout(Duration time) {
            sink.limits = sink.limits.times(
                    sink.limits.idleTimeout(),
                    sink.limits.receiveTimeout(),
                    positive(time, "time"),
                    sink.limits.closeTimeout());
            return this;
        }

        /**
         * Sets how long {@link EventSink#close} waits for handlers that are running. The default is 30 seconds.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder closeTimeout(Duration time) {
            sink.limits = sink.limits.times(
                    sink.limits.idleTimeout(),
                    sink.limits.receiveTimeout(),
                    sink.limits.handleTimeout(),
                    positive(time, "time"));
            return this;
        }

        /**
         * Starts to listen.
         *
         * @throws IllegalArgumentException if settings contradict one another, no way to authenticate was chosen, or
         * the
         *     key table has no key for the principal
         * @throws UncheckedIOException if the port cannot be used
         * @throws IllegalStateException if Jetty is missing
         */
        public EventSink open() {
            SinkSettings settings = sink.settings();
            try {
                SinkRouter router = new SinkRouter();
                SinkServer server = SinkServer.start(settings, router);
                URI url = sink.url(settings, server.port());
                return new EventSink(
                        server, url, router, new SinkSubscriptions(server::keepConnections, router, url, settings));
            } catch (IOException e) {
                throw new UncheckedIOException("EventSink: cannot listen on port " + settings.port(), e);
            }
        }

        private static Duration positive(@Nullable Duration value, String argument) {
            if (EventArguments.present(value, argument).toMillis() <= 0) {
                throw new IllegalArgumentException(argument + " must be at least a millisecond, was " + value);
            }
            return value;
        }

        @Override
        public String toString() {
            return "EventSink.Builder[port " + sink.port + ", " + sink.users + "]";
        }
    }
}
