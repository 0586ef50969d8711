package dev.wsman;

import dev.wsman.internal.protocol.Exchange;
import dev.wsman.internal.protocol.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Names an operation under way for listeners and errors.
 *
 * @param operation the operation
 * @param name its name: {@code Get}, {@code Invoke StopService}
 * @param resource the resource as the caller named it; null for Identify
 */
record OperationLabel(
        Operation operation, String name, @Nullable ResourceLocator resource) {

    static OperationLabel of(Operation operation, @Nullable ResourceLocator resource) {
        return new OperationLabel(operation, operation.title(), resource);
    }

    static OperationLabel of(Exchange<?> exchange, @Nullable ResourceLocator resource) {
        return new OperationLabel(exchange.operation(), exchange.name(), resource);
    }
}
