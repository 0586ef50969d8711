package dev.wsman.cim;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.ResourceOperations;
import dev.wsman.ViewFactory;
import dev.wsman.ViewedBy;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * An object of a CIM class: a typed view over the {@link Instance} that a server sent, with the session and the
 * resource that it came from. Generated classes extend it. An object whose class was not generated is a {@code
 * CimObject} itself.
 *
 * <p>Accessors convert a value when they are called. If it is not of the accessor's Java type, the accessor throws a
 * {@link dev.wsman.WsmanProtocolException} that names the property. Neither accessors nor setters check the range of
 * narrower CIM types, for instance 300 for a {@code uint8}: the server decides. Properties that the class does not
 * declare stay in {@link #instance()}, which also distinguishes NULL from absent, and {@link #put()} sends them back.
 *
 * <p>Setters change only this object until {@link #put()} sends it. Any thread may read it; only one thread at a time
 * may change it. Two objects are equal if their classes and their instances are equal.
 */
@ViewedBy(CimViews.class)
public class CimObject {
    private final ViewFactory.Origin origin;
    private volatile Instance instance;

    /** Creates a view over an instance. */
    public CimObject(Instance instance, ViewFactory.Origin origin) {
        this.instance = Objects.requireNonNull(instance, "instance");
        this.origin = Objects.requireNonNull(origin, "origin");
    }

    /** Creates an object of this generated class without properties. */
    protected CimObject() {
        this.instance = CimViews.empty(getClass());
        this.origin = ViewFactory.Origin.NONE;
    }

    /**
     * Returns the instance that this object shows, with the changes of the setters. Jackson writes the object as the
     * map of its properties ({@link Instance#toMap()}); give JSON-B this instance.
     */
    @JsonValue
    public final Instance instance() {
        return instance;
    }

    /** Returns the session that the object came from; empty if the program created it or read it from text. */
    public final Optional<ResourceOperations> session() {
        return Optional.ofNullable(origin.session());
    }

    /**
     * Returns the locator of the object: the endpoint reference that the server sent, else the resource URI of its
     * class with its keys as selectors.
     *
     * @throws dev.wsman.WsmanProtocolException if a key is missing
     * @throws IllegalStateException if the class declares no key and the server sent no reference
     */
    public final ResourceLocator locator() {
        return CimViews.locator(this, origin);
    }

    /**
     * Reads the object again from the session that it came from: one Get. Changes of setters are lost.
     *
     * @throws IllegalStateException if it did not come from a session
     */
    public final void refresh() {
        refresh(required());
    }

    /** Reads the object again from this session: one Get. Changes of setters are lost. */
    public final void refresh(ResourceOperations from) {
        instance = from.get(locator());
    }

    /**
     * Sends the object to the session that it came from: one Put. It then shows the server's reply.
     *
     * @throws IllegalStateException if it did not come from a session
     */
    public final void put() {
        put(required());
    }

    /** Sends the object to this session: one Put. It then shows the server's reply. */
    public final void put(ResourceOperations to) {
        instance = to.put(locator(), instance);
    }

    /**
     * Deletes the object in the session that it came from: one Delete.
     *
     * @throws IllegalStateException if it did not come from a session
     */
    public final void delete() {
        delete(required());
    }

    /** Deletes the object in this session: one Delete. */
    public final void delete(ResourceOperations in) {
        in.delete(locator());
    }

    /** Creates the object on a server: one Create, at the resource URI of its class. Returns its locator. */
    public final ResourceLocator createOn(ResourceOperations server) {
        return server.create(CimViews.enumerated(getClass()), instance);
    }

    /** Returns the values of the object, for accessors. */
    protected final CimValues values() {
        return new CimValues(instance, origin.session());
    }

    /** Sets a property of this object, for setters. Bytes take the form of the bytes that they replace. */
    protected final void set(String property, @Nullable Object value) {
        instance = instance.with(property, CimValues.wire(value));
    }

    /**
     * Calls a method of this object in the session that it came from.
     *
     * @param output creates the output
     */
    protected final <T> T invoke(
            String method, @Nullable CimInput input, BiFunction<Instance, ViewFactory.Origin, T> output) {
        return invokeStatic(required(), locator(), method, input, output);
    }

    /** Calls a method of a class. */
    protected static <T> T invokeStatic(
            ResourceOperations session,
            Class<? extends CimObject> type,
            String method,
            @Nullable CimInput input,
            BiFunction<Instance, ViewFactory.Origin, T> output) {
        return invokeStatic(session, CimViews.enumerated(type), method, input, output);
    }

    /** Calls a method of a resource: some servers serve the methods of a class only at an instance. */
    protected static <T> T invokeStatic(
            ResourceOperations session,
            ResourceLocator resource,
            String method,
            @Nullable CimInput input,
            BiFunction<Instance, ViewFactory.Origin, T> output) {
        Instance sent = input == null ? null : input.instance(resource.resourceUri(), method);
        return output.apply(session.invoke(resource, method, sent), ViewFactory.Origin.at(session, resource));
    }

    private ResourceOperations required() {
        ResourceOperations session = origin.session();
        if (session == null) {
            throw new IllegalStateException("this object has no session: use the method that takes one");
        }
        return session;
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof CimObject that && getClass() == that.getClass() && instance.equals(that.instance);
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
