package dev.wsman.internal.cxf;

import dev.wsman.internal.xml.ParserBuffers;
import dev.wsman.schema.DataSource;
import dev.wsman.schema.Identification;
import dev.wsman.schema.Management;
import dev.wsman.schema.Resource;
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
import org.apache.cxf.frontend.ClientProxy;
import org.apache.cxf.interceptor.Interceptor;
import org.apache.cxf.interceptor.InterceptorProvider;
import org.apache.cxf.interceptor.MessageSenderInterceptor;
import org.apache.cxf.jaxws.JaxWsClientFactoryBean;
import org.apache.cxf.jaxws.JaxWsProxyFactoryBean;
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
 * The generated stubs, one a port type, on a bus of their own: each made when it is first called, shared by all sessions,
 * gone with the last of them. Thread-safe. Whatever other buses an application has are neither used nor changed.
 */
final class Stubs {
    private static final Object LOCK = new Object();
    private static @Nullable Stubs shared;
    private static int users;

    private final Bus bus;
    private final MemoizedSupplier<Resource> resource = new MemoizedSupplier<>(() -> stub(Resource.class));
    private final MemoizedSupplier<DataSource> dataSource = new MemoizedSupplier<>(() -> stub(DataSource.class));
    private final MemoizedSupplier<Management> management = new MemoizedSupplier<>(() -> stub(Management.class));
    private final MemoizedSupplier<Identification> identification =
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
     * A new bus makes itself the default of an application that has none yet, which would find ours behind its own
     * endpoints then, and lose it with the last session. BusFactory's lock keeps anyone from seeing it in between.
     */
    private static Bus privateBus() {
        synchronized (BusFactory.class) {
            Bus before = BusFactory.getDefaultBus(false);
            Bus made = new ExtensionManagerBus(Map.of(), Map.of(), Stubs.class.getClassLoader());
            if (before == null) {
                BusFactory.setDefaultBus(null);
            }
            return made;
        }
    }

    Resource resource() {
        return resource.get();
    }

    DataSource dataSource() {
        return dataSource.get();
    }

    Management management() {
        return management.get();
    }

    Identification identification() {
        return identification.get();
    }

    /** The shared stubs; {@link #release()} must follow once. */
    static Stubs acquire() {
        synchronized (LOCK) {
            if (shared == null) {
                shared = made();
            }
            users++;
            return shared;
        }
    }

    private static Stubs made() {
        try {
            return new Stubs();
        } catch (LinkageError e) {
            throw unsupported(e);
        }
    }

    private static IllegalStateException unsupported(LinkageError cause) {
        return new IllegalStateException(
                "CXF " + Version.getCurrentVersion() + " on the class path does not fit: all of its jars must be of one"
                        + " version, 4.0 or later. Look in dependencyManagement for what chooses it",
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

    /** Without the loaders of every WSDL extension there is: the stubs have no WSDL to read at run time. */
    private static WSDLManager plainWsdl() {
        try {
            return new WSDLManagerImpl();
        } catch (BusException e) {
            throw new IllegalStateException("CXF's WSDL manager cannot be made", e);
        }
    }

    /** Failures are told to the caller, who may log them; CXF need not. */
    private static FaultListener quiet() {
        return (exception, description, message) -> false;
    }

    /** Makes one stub at a time: CXF does not say whether one bus may build several clients at once. */
    private synchronized <T> T stub(Class<T> portType) {
        Bus before = BusFactory.getThreadDefaultBus(false);
        try {
            BusFactory.setThreadDefaultBus(bus);
            return make(portType);
        } catch (ServiceConstructionException e) {
            throw new IllegalStateException(
                    "CXF does not find its parts: where its jars are merged into one, their META-INF/cxf/bus-extensions.txt"
                            + " must be appended to each other",
                    e);
        } catch (LinkageError e) {
            throw unsupported(e);
        } finally {
            BusFactory.setThreadDefaultBus(before);
        }
    }

    private <T> T make(Class<T> portType) {
        JaxWsProxyFactoryBean factory = new JaxWsProxyFactoryBean(new StubClientFactory());
        factory.setBus(bus);
        factory.setServiceClass(portType);
        factory.setBindingId(SOAPBinding.SOAP12HTTP_BINDING);
        factory.setDataBinding(StreamingBinding.INSTANCE);
        factory.setConduitSelector(new CallConduitSelector());
        factory.setFeatures(List.of(new WSAddressingFeature()));
        T stub = factory.create(portType);
        strip(ClientProxy.getClient(stub));
        return stub;
    }

    /**
     * Leaves in the chains what a WS-Management exchange needs: addressing, the envelope, the body and the conduit on
     * the way out; on the way in all is read by {@link EnvelopeReader}. What JAX-WS adds for handlers, attachments,
     * holders and RPC would only cost time.
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
                || interceptor instanceof BareOutInterceptor
                || interceptor instanceof MessageSenderInterceptor;
    }

    private static final class StubClientFactory extends JaxWsClientFactoryBean {
        StubClientFactory() {
            setServiceFactory(new StubServiceFactory());
        }

        @Override
        protected Client createClient(Endpoint endpoint) {
            return new StubClient(getBus(), endpoint, getConduitSelector());
        }
    }
}
