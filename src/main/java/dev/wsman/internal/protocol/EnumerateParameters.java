package dev.wsman.internal.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The content of an Enumerate request.
 *
 * @param filter the {@code wsman:Filter} element, or null
 * @param mode {@code EnumerateEPR}, {@code EnumerateObjectAndEPR}, or null for objects
 * @param polymorphism {@code None}, {@code ExcludeSubClassProperties}, or null for all
 * @param maxElements the largest number of items in a batch
 * @param optimized whether the reply to Enumerate contains the first batch
 * @param estimateTotal whether to request an estimate of the number of all items
 */
public record EnumerateParameters(
        @Nullable BodyContent filter,
        @Nullable String mode,
        @Nullable String polymorphism,
        long maxElements,
        boolean optimized,
        boolean estimateTotal) {}
