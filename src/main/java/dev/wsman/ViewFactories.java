package dev.wsman;

import java.util.Optional;

/** The factory of each class of views: created when it is first needed, and kept as long as the class. Thread-safe. */
final class ViewFactories {
    private static final ClassValue<InstanceViewer<?>> CREATED = new ClassValue<>() {
        @Override
        protected InstanceViewer<?> computeValue(Class<?> factory) {
            try {
                return (InstanceViewer<?>) factory.getConstructor().newInstance();
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException(
                        "type: its factory " + factory.getName() + " has no public constructor without parameters", e);
            }
        }
    };

    private static final ClassValue<Optional<InstanceViewer<?>>> FACTORIES = new ClassValue<>() {
        @Override
        protected Optional<InstanceViewer<?>> computeValue(Class<?> type) {
            ViewedBy annotation = type.getAnnotation(ViewedBy.class);
            return annotation == null ? Optional.empty() : Optional.of(created(annotation.value()));
        }
    };

    private ViewFactories() {}

    private static InstanceViewer<?> created(Class<?> factory) {
        if (!InstanceViewer.class.isAssignableFrom(factory)) {
            throw new IllegalArgumentException(
                    "type: its factory " + factory.getName() + " does not implement dev.wsman.ViewFactory");
        }
        return CREATED.get(factory);
    }

    /**
     * Returns the factory of a class; empty if the class is not a class of views.
     *
     * @throws IllegalArgumentException if the factory that the class names cannot be created
     */
    static Optional<InstanceViewer<?>> of(Class<?> type) {
        return FACTORIES.get(type);
    }
}
