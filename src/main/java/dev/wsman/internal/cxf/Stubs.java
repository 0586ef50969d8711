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
import jakarta.xml.ws.soap.SOAPBinding;
import java.util.List;
import java.util.Map;
import org.apache.cxf.Bus;
import org.apache.cxf.BusException;
import org.apache.cxf.BusFactory;
import org.apache.cxf.binding.soap.interceptor.SoapOutInterceptor;
import org.apache.cxf.bus.extension.ExtensionManagerBus;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.endpoint.Endpoint;
import org.apache.cxf.interceptor.Interceptor;
import org.apache.cxf.interceptor.InterceptorProvider;
import org.apache.cxf.jaxws.JaxWsClientFactoryBean;
import org.apache.cxf.logging.FaultListener;
import org.apache.cxf.message.Message;
import org.apache.cxf.service.factory.ServiceConstructionException;
import org.apache.cxf.version.Version;
import org.apache.cxf.ws.addressing.WSAddressingFeature;
import org.apache.cxf.ws.addressing.soap.MAPCodec;
import org.apache.cxf.wsdl.WSDLManager;
import org.apache.cxf.wsdl.interceptors.BareOutInterceptor;
import org.apache.cxf.wsdl11.WSDLManagerImpl;
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

    private final Bus bus;
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
        Bus before = BusFactory.getThreadDefaultBus(false);
        try {
            bus = privateBus();
            bus.setProperty(FaultListener.class.getName(), quiet());
            bus.setExtension(new AddressingCodec(), MAPCodec.class);
            bus.setExtension(plainWsdl(), WSDLManager.class);
        } finally {
            BusFactory.setThreadDefaultBus(before);
        }
    }

    /**
     * Creates a bus without making it the application's default. A new bus makes itself the default if there is none
     * yet. The application's own endpoints would then use it, and lose it when the last session is closed. While
     * BusFactory's lock is held, no other thread can see it as the default.
     */
    private static Bus privateBus() {
        synchronized (BusFactory.class) {
            Bus before = BusFactory.getDefaultBus(false);
            Bus created = new ExtensionManagerBus(Map.of(), Map.of(), Stubs.class.getClassLoader());
            if (before == null) {
                BusFactory.setDefaultBus(null);
            }
            return created;
        }
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

    /** Skips loading CXF's WSDL extensions: the stubs read no WSDL at run time. */
    private static WSDLManager plainWsdl() {
        try {
            return new WSDLManagerImpl();
        } catch (BusException e) {
            throw new IllegalStateException("CXF's WSDL manager cannot be created", e);
        }
    }

    /** Keeps CXF from logging failures: the caller gets them as exceptions. */
    private static FaultListener quiet() {
        return (exception, description, message) -> false;
    }

    /** Builds one stub at a time: CXF does not document whether one bus may build several clients at once. */
    private synchronized StubClient stub(Class<?> portType) {
        Bus before = BusFactory.getThreadDefaultBus(false);
        try {
            BusFactory.setThreadDefaultBus(bus);
            return build(portType);
        } catch (ServiceConstructionException e) {
            throw new IllegalStateException(
                    "CXF does not find its parts: if its jars are merged into one, their META-INF/cxf/bus-extensions.txt"
                            + " must be appended to each other",
                    e);
        } catch (LinkageError e) {
            throw unsupported(e);
        } finally {
            BusFactory.setThreadDefaultBus(before);
        }
    }

    private StubClient build(Class<?> portType) {
        JaxWsClientFactoryBean factory = new JaxWsClientFactoryBean();
        factory.setServiceFactory(new StubServiceFactory());
        factory.setBus(bus);
        factory.setServiceClass(portType);
        factory.setBindingId(SOAPBinding.SOAP12HTTP_BINDING);
        factory.setDataBinding(StreamingBinding.INSTANCE);
        factory.setFeatures(List.of(new WSAddressingFeature()));
        Client client = factory.create();
        strip(client);
        return new StubClient(client);
    }

    /**
     * Removes all interceptors except those that write addressing, envelope and body. What JAX-WS adds for handlers,
     * attachments, holders and RPC would only cost time. The envelope goes into memory and the reply is read without
     * CXF, so that there is neither a conduit nor an inbound chain.
     */
    private static void strip(Client client) {
        Endpoint endpoint = client.getEndpoint();
        for (InterceptorProvider provider : List.of(client, endpoint, endpoint.getBinding())) {
            provider.getInInterceptors().clear();
            provider.getInFaultInterceptors().clear();
            provider.getOutFaultInterceptors().clear();
            provider.getOutInterceptors().removeIf(interceptor -> !isNeeded(interceptor));
        }
    }

    private static boolean isNeeded(Interceptor<? extends Message> interceptor) {
        return interceptor instanceof MAPCodec
                || interceptor instanceof SoapOutInterceptor
                || interceptor instanceof BareOutInterceptor;
    }
}
