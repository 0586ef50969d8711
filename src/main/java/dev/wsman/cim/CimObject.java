package dev.wsman.cim;

import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.ViewFactory;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object of a CIM class: a typed view over the {@link Instance} a server sent, and of the session and the resource it came from.
 * Generated classes extend it; where no class was generated an object is a {@code CimObject} itself.
 *
 * <p>Nothing is converted before it is asked for. A value that is not of the accessor's Java type is a
 * {@link dev.wsman.WsmanProtocolException} that names the property, from the accessor that finds it; 300 for a {@code uint8} is not,
 * nor do setters refuse it: what is within the range of a narrower type is the server's to say. Properties that the class does
 * not know stay in {@link #instance()}, which also tells NULL from absent, and {@link #put()} sends them back.
 *
 * <p>Setters change this object only, until {@link #put()}. Any thread may read; changes need one thread at a time. Two objects are
 * equal when their classes and their instances are.
 */
@ViewFactory.Of(CimViews.class)
public class CimObject {
    private final ViewFactory.Origin origin;
    private volatile Instance instance;

    /** A view over what a server sent. */
    public CimObject(Instance instance, ViewFactory.Origin origin) {
        this.instance = Objects.requireNonNull(instance, "instance");
        this.origin = Objects.requireNonNull(origin, "origin");
    }

    /** An instance of the generated class this is, without properties. */
    protected CimObject() {
        this.instance = CimViews.empty(getClass());
        this.origin = ViewFactory.Origin.NONE;
    }

    /** What is shown: as it came, with what setters changed. */
    public final Instance instance() {
        return instance;
    }

    /** The session it came from; empty where it was made here. */
    public final Optional<Session> session() {
        return Optional.ofNullable(origin.session());
    }

    /**
     * Where it is: the endpoint reference that the server gave, else its class's resource URI with its keys as selectors.
     *
     * @throws dev.wsman.WsmanProtocolException where a key is missing
     * @throws IllegalStateException where the class declares no key and the server gave no reference
     */
    public final ResourceLocator locator() {
        return CimViews.locator(this, origin);
    }

    /** Reads it again, from the session it came from: one Get. What setters changed is lost. */
    public final void refresh() {
        refresh(required());
    }

    /** Reads it again. */
    public final void refresh(Session from) {
        instance = from.get(locator());
    }

    /** Stores it in the session it came from: one Put. It then shows what the server answers. */
    public final void put() {
        put(required());
    }

    /** Stores it: one Put. It then shows what the server answers. */
    public final void put(Session to) {
        instance = to.put(locator(), instance);
    }

    /** Deletes it in the session it came from: one Delete. */
    public final void delete() {
        delete(required());
    }

    /** Deletes it: one Delete. */
    public final void delete(Session in) {
        in.delete(locator());
    }

    /** Creates it on a server: one Create, at the resource URI of its class. Answers where it is. */
    public final ResourceLocator createOn(Session server) {
        return server.create(CimViews.enumerated(getClass()), instance);
    }

    /** Typed reading, for accessors. */
    protected final CimValues values() {
        return new CimValues(instance, origin.session());
    }

    /** Sets a property here, for setters. Octets take the form of those they replace, and are base64 where there are none. */
    protected final void set(String property, @Nullable Object value) {
        Object sent = value instanceof byte[] octets
                ? new Octets(instance, property).sameForm(octets)
                : CimValues.wire(value);
        instance = instance.with(property, sent);
    }

    /** Calls a method of this object, in the session it came from. */
    protected final CimValues invoke(String method, @Nullable CimInput input) {
        return invokeStatic(required(), locator(), method, input);
    }

    /** Calls a method of a class. */
    protected static CimValues invokeStatic(
            Session session, Class<? extends CimObject> type, String method, @Nullable CimInput input) {
        return invokeStatic(session, CimViews.enumerated(type), method, input);
    }

    /** Calls a method of what a locator denotes: some servers serve a class's methods only at an instance. */
    protected static CimValues invokeStatic(
            Session session, ResourceLocator resource, String method, @Nullable CimInput input) {
        Instance sent = input == null ? null : input.instance(resource.resourceUri(), method);
        return new CimValues(session.invoke(resource, method, sent), session);
    }

    private Session required() {
        Session session = origin.session();
        if (session == null) {
            throw new IllegalStateException("this object came from no session: use the method that takes one");
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
