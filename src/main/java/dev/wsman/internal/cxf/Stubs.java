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
    private final MemoizedSupplier<StubClient> resource = new MemoizedSupplier<>(() -> stub(Resource.class));
    private final MemoizedSupplier<StubClient> dataSource = new MemoizedSupplier<>(() -> stub(DataSource.class));
    private final MemoizedSupplier<StubClient> management = new MemoizedSupplier<>(() -> stub(Management.class));
    private final MemoizedSupplier<StubClient> eventSource = new MemoizedSupplier<>(() -> stub(EventSource.class));
    private final MemoizedSupplier<StubClient> subscriptionManager =
            new MemoizedSupplier<>(() -> stub(SubscriptionManager.class));
    private final MemoizedSupplier<StubClient> commandShell = new MemoizedSupplier<>(() -> stub(CommandShell.class));
    private final MemoizedSupplier<StubClient> identification =
            new MemoizedSupplier<>(() -> stub(Identification.class));

    private Stubs() {
        CxfLogging.initialize();
        bus = new StubBus();
    }

    /** Returns the stub of the port type that has the operation. */
    StubClient of(Operation operation) {
        return switch (operation) {
            case GET, PUT, CREATE, DELETE -> resource.get();
            case ENUMERATE, PULL, RELEASE -> dataSource.get();
            case INVOKE -> management.get();
            case SUBSCRIBE -> eventSource.get();
            case RENEW, GET_STATUS, UNSUBSCRIBE -> subscriptionManager.get();
            case COMMAND, RECEIVE, SEND, SIGNAL -> commandShell.get();
            case IDENTIFY -> identification.get();
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
