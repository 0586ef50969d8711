package dev.wsman.cim;

import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.ReturnValue;
import dev.wsman.ViewFactory;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The return value and the output parameters of a method, {@code Method_OUTPUT} on the wire. Generated classes extend
 * it. Accessors convert a value when they are called, as those of {@link CimObject} do. Immutable and thread-safe. Two
 * outputs are equal if their classes and their instances are equal.
 *
 * @param <T> the generated class itself
 */
public abstract class CimOutput<T extends CimOutput<T>> {
    private final Instance instance;
    private final ViewFactory.Origin origin;
    private final String method;
    private final @Nullable Class<? extends CimEnum> labels;

    /**
     * For generated classes.
     *
     * @param instance the output that the server sent
     * @param origin the session, and the resource whose method was called
     * @param method the name of the method
     * @param labels the enum of the method's return values; null if the declaration does not name them
     */
    protected CimOutput(
            Instance instance, ViewFactory.Origin origin, String method, @Nullable Class<? extends CimEnum> labels) {
        this.instance = Objects.requireNonNull(instance, "instance");
        this.origin = Objects.requireNonNull(origin, "origin");
        this.method = method;
        this.labels = labels;
    }

    /** Returns the output as the server sent it, with outputs that the method does not declare. */
    public final Instance instance() {
        return instance;
    }

    /**
     * Returns this output if the method's return value means success: 0, 4096 ("Job Started"), or a value whose label
     * in the declaration says so. {@link ReturnValue} describes the rules.
     *
     * @param alsoAccepted return values that do not cause an exception either
     * @throws dev.wsman.WsmanReturnValueException if the method returned another value
     * @throws dev.wsman.WsmanProtocolException if the return value is neither an integer nor a boolean
     */
    @SuppressWarnings("unchecked") // T is the class of this object
    public final T orThrow(long... alsoAccepted) {
        returned().orThrow(alsoAccepted);
        return (T) this;
    }

    private ReturnValue returned() {
        ResourceLocator resource = origin.resource();
        ReturnValue value = resource == null ? instance.returnValue() : instance.returnValue(resource, method);
        return labels == null
                ? value
                : values().label("ReturnValue", labels).map(value::withLabel).orElse(value);
    }

    /** Returns the values of the output, for accessors. */
    protected final CimValues values() {
        return new CimValues(instance, origin.session());
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof CimOutput<?> that && getClass() == that.getClass() && instance.equals(that.instance);
    }

    @Override
    public final int hashCode() {
        return instance.hashCode();
    }

    @Override
    public final String toString() {
        return instance.toString();
    }
}
