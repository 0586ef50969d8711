package dev.wsman.internal.protocol;

/** A result of an exchange with a number of items, which listeners receive. */
public interface CountedItems {
    int itemCount();
}
