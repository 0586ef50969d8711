package dev.wsman;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes typed views over {@link Instance}. With it {@code session.get(Win32Service.class, "winmgmt")} works for
 * generated classes although the session knows none of them. A class of views names its factory with {@link ViewedBy};
 * its subclasses inherit the annotation. JAXB binds the classes without it.
 *
 * <p>A factory has a public constructor without parameters. It is created once and must be thread-safe.
 */
public interface ViewFactory extends InstanceViewer<Instance> {

    /**
     * The origin of an instance.
     *
     * @param session the session that read it, or another implementation of its operations; null if the instance came
     *     from text
     * @param resource the object itself if {@code exact}; else the class or query that was enumerated; null if unknown
     * @param exact whether {@code resource} denotes this object: it was read by Get, or came with its endpoint
     *     reference
     */
    record Origin(
            @Nullable ResourceOperations session, @Nullable ResourceLocator resource, boolean exact) {
        /** No session and no resource. */
        public static final Origin NONE = new Origin(null, null, false);

        /** Read from, or stored at, this resource. */
        public static Origin at(ResourceOperations session, ResourceLocator resource) {
            return new Origin(session, resource, true);
        }

        /** An item of the enumeration of this resource. */
        public static Origin within(ResourceOperations session, ResourceLocator resource) {
            return new Origin(session, resource, false);
        }
    }

    /**
     * Returns a view over an instance: of {@code type}, or of a subclass of it if the factory knows the class of the
     * instance. It converts no value: an accessor reports a value that does not fit when it is called.
     */
    <T> T view(Class<T> type, Instance instance, Origin origin);

    /** Returns a view over an instance that came from text: {@code view(type, instance, Origin.NONE)}. */
    @Override
    default <T> T view(Class<T> type, Instance instance) {
        return view(type, instance, Origin.NONE);
    }

    /**
     * Returns the resource that enumerates a class, or with keys the resource that is an instance of it.
     *
     * @param keys nothing, or the values of all keys in the order in which the class declares them
     * @throws IllegalArgumentException if the class has another number of keys; the message names them
     */
    ResourceLocator resource(Class<?> type, Object... keys);

    /**
     * Returns the resource that is the instance of a class with these keys.
     *
     * @param keys the values of all keys in the order in which the class declares them; nothing if it declares none,
     *     for then it has one instance
     * @throws IllegalArgumentException if the class has another number of keys, or a value is null; the message names
     *     the keys
     */
    default ResourceLocator instance(Class<?> type, Object... keys) {
        return resource(type, keys);
    }

    /** Returns the instance that is sent for a view. */
    Instance content(Object view);

    /**
     * Returns the factory of a class; empty if the class is not a class of views.
     *
     * @throws IllegalArgumentException if the class names a factory that does not implement this interface, or has no
     *     public constructor without parameters
     */
    static Optional<ViewFactory> of(Class<?> type) {
        return ViewFactories.of(Arguments.present(type, "type")).map(ViewFactory.class::cast);
    }

    /**
     * Returns the exception for a property that is missing or is not what its class declares. It names the property and
     * shows the value, except that of a property with a secret name.
     */
    static WsmanException unreadable(String property, String value, String expected) {
        return Conversions.mismatch(property, value, expected);
    }
}
