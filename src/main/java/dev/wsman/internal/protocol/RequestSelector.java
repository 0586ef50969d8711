package dev.wsman.internal.protocol;

import dev.wsman.internal.xml.Tree;
import org.jspecify.annotations.Nullable;

/**
 * One {@code wsman:Selector}.
 *
 * @param name its name
 * @param text its value, or null where it is a reference
 * @param reference the {@code wsa:EndpointReference} that is its value, or null
 */
public record RequestSelector(
        String name, @Nullable String text, @Nullable Tree reference) {}
