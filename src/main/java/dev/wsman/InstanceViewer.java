package dev.wsman;

/**
 * Makes an object of a class from an instance. The type of instances is a parameter, so that {@link Instance} can use
 * it without depending on {@link ViewFactory}, whose methods depend on {@code Instance}.
 *
 * @param <I> {@link Instance}
 */
interface InstanceViewer<I> {

    /** Returns a view over an instance that came from text and not from a server. */
    <T> T view(Class<T> type, I instance);
}
