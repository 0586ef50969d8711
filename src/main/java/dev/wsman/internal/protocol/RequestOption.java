package dev.wsman.internal.protocol;

import org.jspecify.annotations.Nullable;

/**
 * One {@code wsman:Option}.
 *
 * @param name its name
 * @param value its value; null is sent as {@code xsi:nil}
 * @param mustComply whether the service must refuse the request when it does not know the option
 */
public record RequestOption(String name, @Nullable String value, boolean mustComply) {}
