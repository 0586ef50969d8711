package dev.wsman.internal.cxf;

import dev.wsman.internal.protocol.Operation;
import dev.wsman.internal.xml.ParserBuffers;
import dev.wsman.schema.CommandShell;
import dev.wsman.schema.DataSource;
import dev.wsman.schema.EventSource;
import dev.wsman.schema.Identification;
import dev.wsman.schema.Management;
import dev.wsman.schema.Resource;
import dev.wsman.schema.SubscriptionManager;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.cxf.version.Version;
import org.jspecify.annotations.Nullable;

/**
 * The stubs of the generated port types, on a bus of their own. A stub is built when it is first needed. All sessions
 * share the stubs and the bus; closing the last session shuts them down. Other buses of the application are neither
 * used nor changed. Thread-safe.
 */
final class Stubs {
    private static final Object LOCK = new Object();
    private static @Nullable Stubs shared;
    private static int users;

    private final StubBus bus;
    private final Map<Class<?>, StubClient> stubs = new ConcurrentHashMap<>();

    private Stubs() {
        CxfLogging.initialize();
        bus = new StubBus();
    }

    /** Returns the stub of the port type that has the operation. */
    StubClient of(Operation operation) {
        Class<?> portType = portType(operation);
        StubClient known = stubs.get(portType);
        return known != null ? known : stubs.computeIfAbsent(portType, this::stub);
    }

    private static Class<?> portType(Operation operation) {
        return switch (operation) {
            case GET, PUT, CREATE, DELETE -> Resource.class;
            case ENUMERATE, PULL, RELEASE -> DataSource.class;
            case INVOKE -> Management.class;
            case SUBSCRIBE -> EventSource.class;
            case RENEW, GET_STATUS, UNSUBSCRIBE -> SubscriptionManager.class;
            case COMMAND, RECEIVE, SEND, SIGNAL -> CommandShell.class;
            case IDENTIFY -> Identification.class;
        };
    }

    /** Returns the shared stubs. Each call must be followed by one call of {@link #release()}. */
    static Stubs acquire() {
        synchronized (LOCK) {
            if (shared == null) {
                shared = create();
            }
            users++;
            return shared;
        }
    }

    private static Stubs create() {
        try {
            return new Stubs();
        } catch (LinkageError e) {
            throw unsupported(e);
        }
    }

    private static IllegalStateException unsupported(LinkageError cause) {
        return new IllegalStateException(
                "CXF " + Version.getCurrentVersion() + " on the class path does not fit: all of its jars must be of one"
                        + " version, 4.0 or later. Look in dependencyManagement for the entry that sets the version",
                cause);
    }

    static void release() {
        Stubs last = null;
        synchronized (LOCK) {
            if (--users == 0) {
                last = shared;
                shared = null;
            }
        }
        if (last != null) {
            last.bus.shutdown(false);
            ParserBuffers.clearForThisThread();
        }
    }

    private StubClient stub(Class<?> portType) {
        try {
            return new StubClient(new StubEndpoint(bus, PortTypeModel.of(portType)), bus);
        } catch (LinkageError e) {
            throw unsupported(e);
        }
    }
}
