package dev.wsman.cim;

import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A reference to an object of a class: an endpoint reference with the type that its declaration gives it. Immutable; nothing is
 * read before {@link #get}.
 *
 * @param <T> the class of the object, or an ancestor of it
 */
public final class Ref<T extends CimObject> {
    private final ResourceLocator locator;
    private final Class<T> type;
    private final @Nullable Session session;

    Ref(ResourceLocator locator, Class<T> type, @Nullable Session session) {
        this.locator = Objects.requireNonNull(locator, "locator");
        this.type = Objects.requireNonNull(type, "type");
        this.session = session;
    }

    /** A reference to what a locator denotes. */
    public static <T extends CimObject> Ref<T> to(ResourceLocator locator, Class<T> type) {
        return new Ref<>(locator, type, null);
    }

    /** A reference to an object. */
    @SuppressWarnings("unchecked")
    public static <T extends CimObject> Ref<T> to(T object) {
        return new Ref<>(
                object.locator(), (Class<T>) object.getClass(), object.session().orElse(null));
    }

    /** Where the object is. */
    public ResourceLocator locator() {
        return locator;
    }

    /** The class it is declared to be of; the object may be of a subclass. */
    public Class<T> type() {
        return type;
    }

    /** Reads the object: one Get. */
    public T get(Session from) {
        return from.get(locator, type);
    }

    /**
     * Reads the object from the session that the reference came from.
     *
     * @throws IllegalStateException where it came from none
     */
    public T get() {
        if (session == null) {
            throw new IllegalStateException("this reference came from no session: use get(session)");
        }
        return get(session);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ref<?> that && locator.equals(that.locator);
    }

    @Override
    public int hashCode() {
        return locator.hashCode();
    }

    @Override
    public String toString() {
        return locator.toString();
    }
}
