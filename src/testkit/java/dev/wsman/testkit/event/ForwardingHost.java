package dev.wsman.testkit.event;

import dev.wsman.testkit.event.delivery.ForwardingClient;
import dev.wsman.testkit.event.delivery.ForwardingSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/**
 * A stand-in for a Windows host that forwards its events to a collector, as a group policy makes it do. It speaks the
 * conversation of captures/windows/wef: Enumerate of the collector's subscriptions, End, and then, on a second
 * connection, Events, Heartbeat and SubscriptionEnd, in UTF-16 and compressed with SLDC as each subscription requires.
 *
 * <pre>{@code
 * try (ForwardingHost host = ForwardingHost.to("http://127.0.0.1:5985/wsman/SubscriptionManager/WEC").open()) {
 *     host.log("System").write(7036, "Spooler", "running");
 *     host.refresh();                                  // subscribes, and delivers from now on
 * }
 * }</pre>
 *
 * <p>{@link #refresh} is what a real host does every {@code Refresh} seconds. Thread-safe.
 */
public final class ForwardingHost implements AutoCloseable {
    private final EventLogs logs;
    private final ForwardingClient client;

    private ForwardingHost(EventLogs logs, ForwardingClient client) {
        this.logs = logs;
        this.client = client;
    }

    /**
     * Returns a builder.
     *
     * @param collector the URL of the policy, such as {@code
     * https://wec.example.org:5986/wsman/SubscriptionManager/WEC}
     */
    public static Builder to(String collector) {
        return new Builder(URI.create(collector));
    }

    /** Settings of a host. Not thread-safe. */
    public static final class Builder {
        private final URI collector;
        private String machineId = "host.example.org";
        private Optional<SSLContext> tls = Optional.empty();
        private Optional<ForwardingSettings.KerberosLogin> kerberos = Optional.empty();
        private Clock clock = Clock.systemUTC();
        private Optional<EventLogs> logs = Optional.empty();
        private Consumer<String> observer = line -> {};

        private Builder(URI collector) {
            this.collector = collector;
        }

        /**
         * Sets the name of the host, {@code m:MachineID} and the Computer of its events; {@code host.example.org} by
         * default.
         */
        public Builder machineId(String name) {
            machineId = name;
            return this;
        }

        /** Sets the TLS: the trusted certificates, and the client certificate. By default it is the one of the JVM. */
        public Builder tls(SSLContext context) {
            tls = Optional.of(context);
            return this;
        }

        /**
         * Authenticates each connection with Kerberos and encrypts the messages.
         *
         * @param keytab the key table of the host
         * @param principal the principal of the host, such as {@code host$@EXAMPLE.ORG}
         * @param service the principal of the collector, such as {@code HTTP@localhost}
         */
        public Builder kerberos(Path keytab, String principal, String service) {
            kerberos = Optional.of(new ForwardingSettings.KerberosLogin(keytab, principal, service));
            return this;
        }

        /** Sets the clock by which heartbeats, batches and attempts wait. */
        public Builder clock(Clock source) {
            clock = source;
            return this;
        }

        /** Continues with the logs of another host, as after a restart. */
        public Builder logsOf(ForwardingHost other) {
            logs = Optional.of(other.logs);
            return this;
        }

        /** Receives a line for each message that the host sends and the HTTP status of its reply, for diagnosis. */
        public Builder observer(Consumer<String> lines) {
            observer = lines;
            return this;
        }

        /** Creates the host. It sends nothing before {@link ForwardingHost#refresh}. */
        public ForwardingHost open() {
            EventLogs all = logs.orElseGet(() -> new EventLogs(clock, machineId));
            return new ForwardingHost(
                    all,
                    new ForwardingClient(
                            new ForwardingSettings(collector, machineId, tls, kerberos, clock, observer), all));
        }
    }

    /** Returns an event log of the host. Creates it if it does not exist. */
    public EventLog log(String name) {
        return logs.log(name);
    }

    /**
     * Asks the collector for its subscriptions. Subscribes to those that are new or have another version, with the
     * bookmark that they contain; keeps those with the same version; and cancels those that are no longer there.
     *
     * @return the HTTP status of the reply; 0 if there was none
     */
    public int refresh() {
        return client.refresh();
    }

    /** The versions of the current subscriptions. */
    public List<String> subscriptions() {
        return client.versions();
    }

    /** The number of events that collectors have accepted, with the one that has only the start position. */
    public long delivered() {
        return client.delivered();
    }

    /** Stops all subscriptions with a SubscriptionEnd, as the service does when it stops (EVENTING.md 4.3). */
    public void shutDown() {
        client.shutDown();
    }

    /** Closes all connections without a message, as if the host had lost power. */
    @Override
    public void close() {
        client.close();
    }
}
