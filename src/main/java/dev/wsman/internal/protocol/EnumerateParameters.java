package dev.wsman.internal.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What an Enumerate asks for.
 *
 * @param filter the {@code wsman:Filter} element, or null
 * @param mode {@code EnumerateEPR}, {@code EnumerateObjectAndEPR}, or null for objects
 * @param polymorphism {@code None}, {@code ExcludeSubClassProperties}, or null for all
 * @param maxElements how many items a batch may have
 * @param optimized whether the first batch is to come with the answer to Enumerate
 * @param estimateTotal whether to ask for an estimate of all items
 */
public record EnumerateParameters(
        @Nullable BodyContent filter,
        @Nullable String mode,
        @Nullable String polymorphism,
        long maxElements,
        boolean optimized,
        boolean estimateTotal) {}
