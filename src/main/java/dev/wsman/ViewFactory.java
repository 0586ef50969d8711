package dev.wsman;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes typed views over {@link Instance}. With it {@code session.get(Win32Service.class, "winmgmt")} works for
 * generated classes although the session knows none of them. A class of views names its factory with {@link ViewedBy};
 * its subclasses inherit the annotation. JAXB does not use it when it binds such a class.
 *
 * <p>A factory has a public constructor without parameters. It is created once and must be thread-safe.
 */
public interface ViewFactory extends InstanceViewer<Instance> {

    /**
     * The origin of an instance.
     *
     * @param session the session that read the instance, or another implementation of its operations; null if the
     *     instance came from text
     * @param resource the locator of the instance if {@code exact} is true; otherwise the enumerated class or query;
     *     null if it is not known
     * @param exact whether {@code resource} names this very instance, because Get read it or because its endpoint
     *     reference came with it
     */
    record Origin(
            @Nullable ResourceOperations session, @Nullable ResourceLocator resource, boolean exact) {
        /** The origin of an instance that came from text. */
        public static final Origin NONE = new Origin(null, null, false);

        /** Returns the origin of an instance that was read from this resource, or stored there. */
        public static Origin at(ResourceOperations session, ResourceLocator resource) {
            return new Origin(session, resource, true);
        }

        /** Returns the origin of an item in an enumeration of this resource. */
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
     * Returns the resource for enumerating a class or, if keys are given, the resource of the instance with these keys.
     *
     * @param keys none, or the values of all keys in the order in which the class declares them
     * @throws IllegalArgumentException if the class has another number of keys; the message names them
     */
    ResourceLocator resource(Class<?> type, Object... keys);

    /**
     * Returns the resource of the instance of a class with these keys.
     *
     * @param keys the values of all keys in the order in which the class declares them; none if the class declares
     *     none, because it then has one instance
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
     * shows the value, unless the name is that of a secret.
     */
    static WsmanException unreadable(String property, String value, String expected) {
        return Conversions.mismatch(property, value, expected);
    }
}
