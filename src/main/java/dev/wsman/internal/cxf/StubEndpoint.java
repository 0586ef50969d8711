package dev.wsman.internal.cxf;

import java.io.Closeable;
import java.util.List;
import java.util.concurrent.Executor;
import org.apache.cxf.binding.Binding;
import org.apache.cxf.binding.soap.SoapBinding;
import org.apache.cxf.binding.soap.interceptor.SoapOutInterceptor;
import org.apache.cxf.endpoint.Endpoint;
import org.apache.cxf.feature.Feature;
import org.apache.cxf.interceptor.AbstractAttributedInterceptorProvider;
import org.apache.cxf.service.Service;
import org.apache.cxf.service.model.EndpointInfo;
import org.apache.cxf.transport.MessageObserver;
import org.apache.cxf.ws.addressing.soap.MAPCodec;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint of a stub. Its interceptors are those that write addressing, envelope and body: the envelope goes into
 * memory and the reply is read without CXF, so that there is neither a conduit nor an inbound chain. CXF's own endpoint
 * would also create interceptors for handlers, attachments, holders, RPC and faults.
 */
final class StubEndpoint extends AbstractAttributedInterceptorProvider implements Endpoint {
    private static final long serialVersionUID = 1;

    private final transient Service service;
    private final transient EndpointInfo info;
    private final transient SoapBinding binding;

    StubEndpoint(StubBus bus, Service service) {
        this.service = service;
        this.info = service.getEndpointInfo(service.getName());
        this.binding = new SoapBinding(info.getBinding());
        binding.getOutInterceptors().add(bus.getExtension(MAPCodec.class));
        binding.getOutInterceptors().add(new SoapOutInterceptor(bus));
        binding.getOutInterceptors().add(new BodyInterceptor());
    }

    @Override
    public EndpointInfo getEndpointInfo() {
        return info;
    }

    @Override
    public Binding getBinding() {
        return binding;
    }

    @Override
    public Service getService() {
        return service;
    }

    @Override
    public Executor getExecutor() {
        return service.getExecutor();
    }

    @Override
    public void setExecutor(Executor executor) {
        throw unsupported();
    }

    @Override
    public @Nullable MessageObserver getInFaultObserver() {
        return null;
    }

    @Override
    public @Nullable MessageObserver getOutFaultObserver() {
        return null;
    }

    @Override
    public void setInFaultObserver(MessageObserver observer) {
        throw unsupported();
    }

    @Override
    public void setOutFaultObserver(MessageObserver observer) {
        throw unsupported();
    }

    @Override
    public List<Feature> getActiveFeatures() {
        return List.of();
    }

    @Override
    public void addCleanupHook(Closeable hook) {
        throw unsupported();
    }

    @Override
    public List<Closeable> getCleanupHooks() {
        return List.of();
    }

    private static UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException("the endpoint of a stub only writes requests");
    }
}
