package dev.wsman;

import org.jspecify.annotations.Nullable;

/**
 * The operations on resources that generated classes need: Get, Put, Create, Delete and the call of a method. A
 * {@link Session} sends them to its server. Each call is one request and blocks until the reply is complete.
 *
 * <p>Programs and tests may implement this interface, for example to test code that uses generated classes without a
 * server:
 *
 * <pre>{@code
 *  ResourceOperations fake = new FakeServices();           // returns prepared instances, records what is sent
 *  Win32Service spooler = ViewFactory.of(Win32Service.class).orElseThrow()
 *          .view(Win32Service.class, prepared, ViewFactory.Origin.at(fake, locator));
 *  spooler.stopService();                                  // calls fake.invoke(locator, "StopService", null)
 * }</pre>
 *
 * <p>An implementation is as thread-safe as the objects that share it need; {@link Session} is thread-safe. It reports
 * every failure of an exchange as a {@link WsmanException}, and an invalid argument as an
 * {@link IllegalArgumentException}.
 */
public interface ResourceOperations {

    /**
     * Reads a resource ({@code wxf:Get}).
     *
     * @return the instance; if the locator names a fragment, the {@code wsman:XmlFragment} with the parts that were
     *     found
     */
    Instance get(ResourceLocator resource);

    /**
     * Changes a resource ({@code wxf:Put}).
     *
     * @param content the complete new representation; a {@link Session} accepts the types of
     *     {@link Session#put(ResourceLocator, Object)}, generated classes send an {@link Instance}
     * @return the representation after the change; {@code content} if the server's reply has an empty body
     */
    Instance put(ResourceLocator resource, Object content);

    /**
     * Creates a resource ({@code wxf:Create}).
     *
     * @param content the representation; a {@link Session} accepts the types of
     *     {@link Session#create(ResourceLocator, Object)}, generated classes send an {@link Instance}
     * @return the locator of the new resource
     */
    ResourceLocator create(ResourceLocator resource, Object content);

    /** Deletes a resource ({@code wxf:Delete}). */
    void delete(ResourceLocator resource);

    /**
     * Calls a method of a resource. A ReturnValue other than zero is data and not an error.
     *
     * @param method the name of the method
     * @param input the input parameters, or null for none; generated classes send an {@link Instance} named
     *     {@code Method_INPUT}
     * @return the output parameters and {@code ReturnValue}
     */
    Instance invoke(ResourceLocator resource, String method, @Nullable Object input);
}
