package dev.wsman;

import java.util.Optional;

/** The factory of each class of views, found once and kept as long as the class. */
final class ViewFactories {
    private static final ClassValue<ViewFactory> MADE = new ClassValue<>() {
        @Override
        protected ViewFactory computeValue(Class<?> factory) {
            try {
                return (ViewFactory) factory.getConstructor().newInstance();
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException(
                        "type: its factory " + factory.getName() + " has no public constructor without parameters", e);
            }
        }
    };

    private static final ClassValue<Optional<ViewFactory>> FACTORIES = new ClassValue<>() {
        @Override
        protected Optional<ViewFactory> computeValue(Class<?> type) {
            ViewFactory.Of named = type.getAnnotation(ViewFactory.Of.class);
            return named == null ? Optional.empty() : Optional.of(MADE.get(named.value()));
        }
    };

    private ViewFactories() {}

    static Optional<ViewFactory> of(Class<?> type) {
        return FACTORIES.get(type);
    }
}
