package dev.wsman;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How classes of typed views over {@link Instance} are made: what lets {@code session.get(Win32Service.class, "winmgmt")} work
 * for generated classes although the session knows none of them. A class of views names its factory with {@link Of}; its
 * subclasses inherit that. Classes without one are bound by JAXB.
 *
 * <p>A factory has a public constructor without parameters, is made once, and may be called by many threads.
 */
public interface ViewFactory {

    /** Names the factory of a class of views and of its subclasses. */
    @Documented
    @Inherited
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface Of {
        /** The factory. */
        Class<? extends ViewFactory> value();
    }

    /**
     * Where an instance came from.
     *
     * @param session the session that read it; null where it came from text
     * @param resource what was read: the object itself, or the class or query that was enumerated; null where not known
     * @param exact whether {@code resource} denotes this very object: it was got, or came with its endpoint reference
     */
    record Origin(@Nullable Session session, @Nullable ResourceLocator resource, boolean exact) {
        /** No session and no resource. */
        public static final Origin NONE = new Origin(null, null, false);

        /** Got from, or stored at, exactly that resource. */
        public static Origin at(Session session, ResourceLocator resource) {
            return new Origin(session, resource, true);
        }

        /** An item of what that resource enumerates. */
        public static Origin within(Session session, ResourceLocator resource) {
            return new Origin(session, resource, false);
        }
    }

    /**
     * A view over an instance: of {@code type}, or of a subclass of it where the factory knows the instance's own class.
     *
     * @throws WsmanProtocolException never for a value that does not fit, which is found when it is asked for
     */
    <T> T view(Class<T> type, Instance instance, Origin origin);

    /**
     * The resource that enumerates a class, or with keys the one that is an instance of it.
     *
     * @param keys nothing, or the values of all keys in the order in which the class declares them
     * @throws IllegalArgumentException if the class has another number of keys; the message names them
     */
    ResourceLocator resource(Class<?> type, Object... keys);

    /**
     * Returns the resource that is the instance of a class with these keys.
     *
     * @param keys the values of all keys in the order in which the class declares them; nothing if it declares none, for
     *     then it has one instance
     * @throws IllegalArgumentException if the class has another number of keys, or a value is null; the message names
     *     the keys
     */
    default ResourceLocator instance(Class<?> type, Object... keys) {
        return resource(type, keys);
    }

    /** What is sent of a view. */
    Instance content(Object view);

    /** The factory of a class; empty where it is no class of views. */
    static Optional<ViewFactory> of(Class<?> type) {
        return ViewFactories.of(Arguments.present(type, "type"));
    }

    /** The exception for a property that is missing or is not what its class declares; it names the property and shows the value. */
    static WsmanException unreadable(String property, String value, String expected) {
        return Conversions.mismatch(property, value, expected);
    }
}
