package dev.wsman.internal.cxf;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.cxf.Bus;
import org.apache.cxf.bus.managers.PhaseManagerImpl;
import org.apache.cxf.feature.Feature;
import org.apache.cxf.interceptor.AbstractBasicInterceptorProvider;
import org.apache.cxf.logging.FaultListener;
import org.apache.cxf.phase.PhaseManager;
import org.apache.cxf.ws.addressing.soap.MAPCodec;
import org.jspecify.annotations.Nullable;

/**
 * The bus of the stubs. It has only the extensions that the outbound chain needs. CXF's own bus would load the class of
 * each extension that any jar of CXF lists, most of them for WSDL and policies, and make itself the default bus of the
 * application.
 */
final class StubBus extends AbstractBasicInterceptorProvider implements Bus {
    private final Map<Class<?>, Object> extensions = new ConcurrentHashMap<>();
    private final Map<String, Object> properties = new ConcurrentHashMap<>();
    private volatile String id = "wsman-session";
    private volatile BusState state = BusState.RUNNING;

    StubBus() {
        setExtension(new PhaseManagerImpl(), PhaseManager.class);
        setExtension(new AddressingCodec(), MAPCodec.class);
        setProperty(FaultListener.class.getName(), quiet());
    }

    /** Keeps CXF from logging failures: the caller gets them as exceptions. */
    private static FaultListener quiet() {
        return (exception, description, message) -> false;
    }

    @Override
    public <T> @Nullable T getExtension(Class<T> type) {
        return type.cast(extensions.get(type));
    }

    @Override
    public <T> void setExtension(T extension, Class<T> type) {
        extensions.put(type, extension);
    }

    @Override
    public boolean hasExtensionByName(String name) {
        return extensions.keySet().stream().anyMatch(type -> type.getName().equals(name));
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public void setId(String id) {
        this.id = id;
    }

    @Override
    public void shutdown(boolean wait) {
        state = BusState.SHUTDOWN;
    }

    @Override
    public BusState getState() {
        return state;
    }

    @Override
    public void setProperty(String name, Object value) {
        properties.put(name, value);
    }

    @Override
    public @Nullable Object getProperty(String name) {
        return properties.get(name);
    }

    @Override
    public void setProperties(Map<String, Object> values) {
        properties.putAll(values);
    }

    @Override
    public Map<String, Object> getProperties() {
        return properties;
    }

    @Override
    public Collection<Feature> getFeatures() {
        return List.of();
    }

    @Override
    public void setFeatures(Collection<? extends Feature> features) {
        throw new UnsupportedOperationException("the bus of the stubs has no features");
    }
}
