package dev.wsman.cim;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.wsman.ResourceLocator;
import dev.wsman.ResourceOperations;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A reference to an object: an endpoint reference with the class that its declaration gives it. Reads nothing before
 * {@link #get}. Immutable and thread-safe. Two references are equal if their locators are equal.
 *
 * @param <T> the class of the object, or an ancestor of it
 */
public final class Ref<T extends CimObject> {
    private final ResourceLocator locator;
    private final Class<T> type;
    private final @Nullable ResourceOperations session;

    Ref(ResourceLocator locator, Class<T> type, @Nullable ResourceOperations session) {
        this.locator = Objects.requireNonNull(locator, "locator");
        this.type = Objects.requireNonNull(type, "type");
        this.session = session;
    }

    /** Returns a reference to the object of a locator. */
    public static <T extends CimObject> Ref<T> to(ResourceLocator locator, Class<T> type) {
        return new Ref<>(locator, type, null);
    }

    /** Returns a reference to an object. */
    @SuppressWarnings("unchecked")
    public static <T extends CimObject> Ref<T> to(T object) {
        return new Ref<>(
                object.locator(), (Class<T>) object.getClass(), object.session().orElse(null));
    }

    /** Returns the locator of the object. Jackson writes a reference as its text. */
    @JsonValue
    public ResourceLocator locator() {
        return locator;
    }

    /** Returns the declared class; the object may be of a subclass. */
    public Class<T> type() {
        return type;
    }

    /**
     * Reads the object from a session: one Get.
     *
     * @throws IllegalArgumentException if the class cannot be used; nothing has been sent
     */
    public T get(ResourceOperations from) {
        return CimViews.read(type, from, locator);
    }

    /**
     * Reads the object from the session that the reference came from: one Get.
     *
     * @throws IllegalStateException if it did not come from a session
     */
    public T get() {
        if (session == null) {
            throw new IllegalStateException("this reference has no session: use get(session)");
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
